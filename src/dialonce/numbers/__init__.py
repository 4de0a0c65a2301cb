"""Phone numbers, and the exact on-device number set."""

from dialonce.numbers.classify import can_receive_sms, is_mobile, is_premium_rate
from dialonce.numbers.culture import country_of_culture
from dialonce.numbers.devices import Plmn, parse_imei, parse_meid, parse_plmn, parse_serial
from dialonce.numbers.display import dial_uri, format_for_people
from dialonce.numbers.number import Kind, Number, mask_number
from dialonce.numbers.parse import (
    find_number,
    forget_numbers,
    is_emergency,
    parse_caller,
    parse_line,
    parse_number,
)
from dialonce.numbers.sets import (
    COSTS_MORE,
    HAS_SATISFACTION,
    NumberSet,
    NumberSetError,
    Payload,
    Plan,
    apply_difference,
    build_number_set,
    diff_number_sets,
)

__all__ = [
    "COSTS_MORE",
    "HAS_SATISFACTION",
    "Kind",
    "Number",
    "NumberSet",
    "NumberSetError",
    "Payload",
    "Plan",
    "Plmn",
    "apply_difference",
    "build_number_set",
    "can_receive_sms",
    "country_of_culture",
    "dial_uri",
    "diff_number_sets",
    "find_number",
    "forget_numbers",
    "format_for_people",
    "is_emergency",
    "is_mobile",
    "is_premium_rate",
    "mask_number",
    "parse_caller",
    "parse_imei",
    "parse_line",
    "parse_meid",
    "parse_number",
    "parse_plmn",
    "parse_serial",
]
