"""Forms, surveys, campaigns, update notices, error reports."""

from dialonce.engagement.campaigns import (
    CAMPAIGN_PURPOSES,
    Campaign,
    CampaignRef,
    NewCampaign,
    open_campaign,
    queue_campaign,
    send_due,
)
from dialonce.engagement.forms import FilledForm, submit_form
from dialonce.engagement.inbox import (
    FormPlace,
    InboxCount,
    ReceivedForm,
    State,
    Worker,
    count_inbox,
    forms_as_csv,
    forms_as_json,
    list_behind,
    list_inbox,
    move_form,
    read_received,
)

__all__ = [
    "CAMPAIGN_PURPOSES",
    "Campaign",
    "CampaignRef",
    "FilledForm",
    "FormPlace",
    "InboxCount",
    "NewCampaign",
    "ReceivedForm",
    "State",
    "Worker",
    "count_inbox",
    "forms_as_csv",
    "forms_as_json",
    "list_behind",
    "list_inbox",
    "move_form",
    "open_campaign",
    "queue_campaign",
    "read_received",
    "send_due",
    "submit_form",
]
