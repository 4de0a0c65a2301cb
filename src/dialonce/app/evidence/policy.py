"""Evidence from the policy that this process enforces: its data, its decisions, its words, its editions."""

from uuid import UUID, uuid4

from dialonce.app.evidence.scene import Faults, Scene
from dialonce.app.evidence.vault import read_columns
from dialonce.policy import (
    Action,
    Actor,
    Denial,
    Facts,
    Personal,
    Use,
    decide,
    label_of,
    plan_erasure,
    plan_retention,
    projection,
    register_of_processing,
    render_clause,
)
from dialonce.publishers import is_genuine, list_editions

LANGUAGES = ("fr", "en")
_PER_TABLE = ("core.", "personal.", "vault.", "audit.", "insights.", "ads.")


async def catalogue(scene: Scene) -> Faults:
    """Every column of the databases is declared, and every declared column exists."""
    there = await read_columns(scene)
    for name, columns in there.items():
        dataset = scene.catalogue.datasets.get(name)
        declared = {*dataset.clear, "sealed"} if dataset else set()
        for column in sorted(columns.keys() - declared):
            yield f"{name}.{column} is not declared."
    for name, dataset in scene.catalogue.running():
        if name.startswith(_PER_TABLE):
            for column in sorted(dataset.clear.keys() - there.get(name, {}).keys()):
                yield f"{name}.{column} is declared and does not exist."


async def contacts(scene: Scene) -> Faults:
    """Somebody answers for this installation (0-a, 12-a)."""
    for name in scene.running.parts.contacts.missing():
        yield f"{name} is blank; set it before anybody reads the policy."


async def decision(scene: Scene) -> Faults:
    """This process refuses, of every publisher, each purpose that nothing unlocks, whoever asks and whatever is known."""
    now = scene.running.parts.now
    refused = [name for name, term in scene.whole.vocabulary.purposes.items() if term.refused]
    for tenant in scene.running.parts.vault.directory.publishers or [uuid4()]:
        policy = scene.running.policies.policy_of(tenant)
        for purpose in refused:
            for actor in Actor:
                use = Use(tenant, actor, Action.USE, purpose, frozenset({"phone-number"}))
                if not isinstance(decide(use, Facts(line_registered=True), policy, now), Denial):
                    yield f"{actor} may use a number for {purpose}."


async def definitions(scene: Scene) -> Faults:
    """What is on no list is refused."""
    unheard = Use(uuid4(), Actor.PUBLISHER, Action.USE, "service-provision", frozenset({"unheard-of"}))
    if not isinstance(decide(unheard, Facts(), scene.whole, scene.running.parts.now), Denial):
        yield "a category that is on no list may be used."


async def figures(scene: Scene) -> Faults:
    """Every number of the law and of the promises has a value today."""
    for name, figure in scene.whole.figures.items():
        try:
            figure.at(scene.running.parts.now.date())
        except LookupError:
            yield f"{name} has no value today."


async def labels(_scene: Scene) -> Faults:
    """A labelled value shows itself to nobody without a Permit."""
    number = Personal("+33612345678", label_of("phone-number"))
    if "612345678" in repr(number):
        yield "a personal value can be printed."


async def layers(scene: Scene) -> Faults:
    """Every publisher's stored layers fit, and the statute stands above them (4-b)."""
    book = scene.running.policies
    for publisher_id, fault in book.faults.items():
        yield f"the layers of publisher {publisher_id} do not fit: {fault}"
    for publisher_id in scene.running.parts.vault.directory.publishers:
        if book.policy_of(publisher_id).layers[-1] != "statute":
            yield f"something stands above the statute for publisher {publisher_id}."


async def plans(scene: Scene) -> Faults:
    """An erasure and a sweep have a plan for every dataset about callers."""
    now = scene.running.parts.now
    erased = {step.dataset for step in plan_erasure(scene.catalogue, Facts(legal_hold=False), now)}
    about_callers = {
        name
        for name, data in scene.catalogue.running()
        if data.subjects == "caller" and not name.startswith("browser.")
    }
    for name in sorted(about_callers - erased):
        yield f"an erasure leaves {name} out."
    if not plan_retention(scene.catalogue, now):
        yield "nothing ever ends."


async def projected(scene: Scene) -> Faults:
    """A disclosure carries the fields of its purpose and recipient, and to nobody none (6.2-b)."""
    use = Use(
        uuid4(), Actor.PUBLISHER, Action.DISCLOSE, "service-provision", frozenset({"phone-number"}), "third-party:x"
    )
    if fields := projection(scene.catalogue, use):
        yield f"a third party would get {', '.join(fields)}."


async def refusals(scene: Scene) -> Faults:
    """Advertising by the operator has no path (3.1-g)."""
    use = Use(UUID(int=0), Actor.OPERATOR, Action.SELL, "sale", scene.whole.vocabulary.personal)
    if not isinstance(decide(use, Facts(), scene.whole, scene.running.parts.now), Denial):
        yield "personal data may be sold."


async def register(scene: Scene) -> Faults:
    """The register lists every running dataset for every purpose (GDPR 30)."""
    parts = scene.running.parts
    rows = register_of_processing(scene.policy, scene.catalogue, "fr", parts.now.date(), parts.contacts)
    listed = {row.reference for row in rows}
    for name, dataset in scene.catalogue.running():
        for purpose in sorted(dataset.purpose_ids):
            if f"{name}/{purpose}" not in listed:
                yield f"{name} for {purpose} is not in the register."


async def text(scene: Scene) -> Faults:
    """Every clause has words in both languages, with its figures of today."""
    parts = scene.running.parts
    for clause in {**scene.policy.clauses, **scene.policy.statute}:
        for language in LANGUAGES:
            if not render_clause(scene.policy, clause, language, parts.now.date(), parts.contacts).strip():
                yield f"{clause} says nothing ({language})."


async def versions(scene: Scene) -> Faults:
    """Published editions are genuine, and the one of this version is the one that is enforced (11-b, 11-c)."""
    for edition in await list_editions(scene.running.directory_pool):
        if not is_genuine(edition, scene.running.policy_key):
            yield f"edition {edition.version} is not the one that was signed."
        if edition.version == scene.policy.version and edition.hash != scene.whole.hash:
            yield f"edition {edition.version} was published with other rules than those enforced; raise the version."
