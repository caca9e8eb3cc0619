"""The state of a live meeting is the same for everyone: it is worked out once for each version."""

import gzip
import threading
from collections import OrderedDict
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

GetResponse = Callable[[HttpRequest], HttpResponseBase]
MARK = "kept_for_all"  # an answer that its view marks so, is the same for whoever asks at this address
PLACE = "/live/"
MOST = 64
Kept = tuple[bytes, dict[str, str]]


class KeptForAllMiddleware:
    """Stands before all others. Whoever asks first waits for the answer, everyone else gets it from memory.

    The address names the version, so an answer is never out of date; a view marks only what may be kept.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.kept: OrderedDict[str, Kept] = OrderedDict()
        self.asking: dict[str, threading.Lock] = {}
        self.turn = threading.Lock()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not (PLACE in request.path_info and request.META.get("QUERY_STRING", "").startswith("v=")):
            return self.get_response(request)
        if request.method != "GET" or "gzip" not in request.META.get("HTTP_ACCEPT_ENCODING", ""):
            return self.get_response(request)
        address = request.get_full_path()
        if (known := self.kept.get(address)) is not None:
            return _answer(known)
        with self.turn:
            lock = self.asking.setdefault(address, threading.Lock())
        with lock:
            if (known := self.kept.get(address)) is not None:
                return _answer(known)
            response = self.get_response(request)
            if getattr(response, MARK, False) and isinstance(response, HttpResponse):
                self._keep(address, response)
                response = _answer(self.kept[address])
        with self.turn:
            self.asking.pop(address, None)
        return response

    def _keep(self, address: str, response: HttpResponse) -> None:
        headers = {name: value for name, value in response.items() if name.lower() != "content-length"}
        headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
        with self.turn:
            self.kept[address] = (gzip.compress(response.content, 5), headers)
            while len(self.kept) > MOST:
                self.kept.popitem(last=False)


def _answer(kept: Kept) -> HttpResponse:
    content, headers = kept
    response = HttpResponse(content, headers=headers)
    response["Content-Length"] = str(len(content))
    return response
