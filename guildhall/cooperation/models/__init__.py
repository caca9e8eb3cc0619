from guildhall.cooperation.models.agreement import Agreement, AgreementParty, Witness
from guildhall.cooperation.models.cooperation import Cooperation, CooperationParty, Step, Visit
from guildhall.cooperation.models.project import JointProject, Measurement, ProjectOwner, Team

__all__ = [
    "Agreement",
    "AgreementParty",
    "Cooperation",
    "CooperationParty",
    "JointProject",
    "Measurement",
    "ProjectOwner",
    "Step",
    "Team",
    "Visit",
    "Witness",
]
