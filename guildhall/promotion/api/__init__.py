from ninja import Router

from guildhall.promotion.api import key_project

routers: list[Router] = [key_project.router, key_project.public]
