"""The policy and the catalogue as linked data: W3C Data Privacy Vocabulary, JSON-LD."""

from collections.abc import Iterable, Mapping
from typing import Any

from dialonce.policy.catalogue import Catalogue, Dataset, Processing
from dialonce.policy.clause import Clause
from dialonce.policy.document import Policy
from dialonce.policy.vocabulary import Term

OWN = "urn:x-dialonce:policy#"
CONTEXT: Mapping[str, str] = {
    "dpv": "https://w3id.org/dpv#",
    "pd": "https://w3id.org/dpv/pd#",
    "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
}

Node = dict[str, Any]


def dpv_jsonld(policy: Policy, catalogue: Catalogue, namespace: str = OWN) -> Node:
    """Processes of the running catalogue, prohibitions of the policy, and the terms that we minted.

    `namespace` is where the minted terms live; an installation gives an address of its own to make them resolve.

    A DPV process reads as a permission, so what is forbidden without exception is stated besides, explicitly.
    """
    graph: list[Node] = [
        *_minted(policy.vocabulary.categories),
        *(
            _process(policy, name, dataset, held_for)
            for name, dataset in catalogue.running()
            for held_for in dataset.purposes
        ),
        *(_prohibition(policy, name, clause) for name, clause in policy.clauses.items() if clause.absolute),
    ]
    return {
        "@context": {**CONTEXT, "own": namespace},
        "@id": f"{namespace}policy-{policy.version}",
        "@type": "dpv:PrivacyNotice",
        "dct:hasVersion": policy.version,
        "dct:issued": policy.effective.isoformat(),
        "@graph": graph,
    }


def _minted(terms: Mapping[str, Term]) -> Iterable[Node]:
    for term in terms.values():
        if term.dpv.startswith("own:"):
            yield {
                "@id": term.dpv,
                "@type": "dpv:PersonalData",
                "skos:broader": {"@id": term.broader},
                "skos:prefLabel": _labels(term),
            }


def _process(policy: Policy, name: str, dataset: Dataset, held_for: Processing) -> Node:
    lists = policy.vocabulary
    figure = policy.figures[held_for.term].at(policy.effective)
    return {
        "@id": f"own:{name}-{held_for.purpose}",
        "@type": "dpv:Process",
        "skos:prefLabel": [{"@value": dataset.fr, "@language": "fr"}, {"@value": dataset.en, "@language": "en"}],
        "dpv:hasPurpose": {"@id": lists.purposes[held_for.purpose].dpv},
        "dpv:hasPersonalData": _ids(lists.categories, dataset.categories & lists.personal),
        "dpv:hasProcessing": _ids(lists.actions, ("collect", "use", "retain", "erase")),
        "dpv:hasLegalBasis": {"@id": f"eu-gdpr:{held_for.basis}"},
        "dpv:hasRecipient": _ids(lists.recipients, dataset.recipients),
        "dpv:hasLocation": list(dataset.regions),
        "dpv:hasStorageCondition": {
            "@type": "dpv:StorageDuration",
            "own:term": held_for.term,
            "own:value": figure.value,
            "own:countedFrom": held_for.start,
        },
    }


def _prohibition(policy: Policy, name: str, clause: Clause) -> Node:
    lists = policy.vocabulary
    purposes = {purpose for rule in clause.forbids for purpose in lists.expand_purposes(rule.purposes)}
    actions = {action for rule in clause.forbids for action in lists.expand_actions(rule.actions)}
    categories = {found for rule in clause.forbids for found in lists.expand_categories(rule.categories)}
    return {
        "@id": f"own:clause-{name}",
        "@type": "dpv:Prohibition",
        "skos:prefLabel": [
            {"@value": policy.texts[name].fr, "@language": "fr"},
            {"@value": policy.texts[name].en, "@language": "en"},
        ],
        "dpv:hasPurpose": _ids(lists.purposes, purposes),
        "dpv:hasProcessing": _ids(lists.actions, actions),
        "dpv:hasPersonalData": _ids(lists.categories, categories),
    }


def _labels(term: Term) -> list[Node]:
    return [{"@value": term.fr, "@language": "fr"}, {"@value": term.en, "@language": "en"}]


def _ids(terms: Mapping[str, Term], names: Iterable[str]) -> list[Node]:
    return [{"@id": found} for found in sorted({terms[name].dpv for name in names})]
