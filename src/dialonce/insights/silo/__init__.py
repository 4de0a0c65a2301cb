"""The advertising-ID silo (3.1-h to 3.1-j): counted by a pseudonym of its own, joinable with nothing."""

from dialonce.insights.silo.linking import link_advertising_id, unlink_advertising_id
from dialonce.insights.silo.pseudonym import NO_IDENTIFIER, check_identifier
from dialonce.insights.silo.silo import AdvertisingWeek, Silo
from dialonce.insights.silo.waiting import CROWD, Waiting

__all__ = [
    "CROWD",
    "NO_IDENTIFIER",
    "AdvertisingWeek",
    "Silo",
    "Waiting",
    "check_identifier",
    "link_advertising_id",
    "unlink_advertising_id",
]
