"""What is given to those who run it on many machines is valid, locked down, and speaks of the service as it is."""

import re

import kubernetes_validate
import yaml

from app.settings import Settings, variable
from tests.conftest import PROJECT

DEPLOY = PROJECT / "deploy"
PIN = re.compile(r"^([a-z0-9_.-]+(?:\[[a-z,-]+\])?)==(\S+)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    return dict(PIN.findall((PROJECT / name).read_text(encoding="utf-8")))


def test_kubernetes_takes_the_manifest() -> None:
    objects = list(yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text(encoding="utf-8")))
    assert {each["kind"] for each in objects} >= {"Deployment", "Service"}
    for each in objects:
        kubernetes_validate.validate(each, kubernetes_validate.latest_version(), strict=True)
    pod = next(each for each in objects if each["kind"] == "Deployment")["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    guarded = container["securityContext"]
    assert guarded["readOnlyRootFilesystem"]
    assert not guarded["allowPrivilegeEscalation"]
    assert guarded["capabilities"] == {"drop": ["ALL"]}
    assert {container[probe]["httpGet"]["path"] for probe in ("livenessProbe", "readinessProbe")} == {
        "/healthz",
        "/readyz",
    }
    assert {"memory", "cpu"} <= container["resources"]["requests"].keys() | container["resources"]["limits"].keys()


def test_compose_locks_each_container() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    assert len(services) >= 4
    for name, service in services.items():
        assert service["read_only"], name
        assert service["cap_drop"] == ["ALL"], name
        assert "mem_limit" in service or "deploy" in service, name


def test_the_image_installs_nothing_into_its_base() -> None:
    """What it adds is copied; the environment in it was made without an installer."""
    *_, build, last = (PROJECT / "Dockerfile").read_text(encoding="utf-8").split("FROM ")
    assert not re.findall(r"^(?:RUN|ADD) .*", last, re.MULTILINE)
    assert "venv --without-pip /venv" in build


def test_only_settings_that_there_are_are_set() -> None:
    known = {variable(name) for name in Settings.model_fields}
    for path in (*DEPLOY.iterdir(), PROJECT / "Dockerfile"):
        named = set(re.findall(r"\bRECORD_[A-Z_]+\b", path.read_text(encoding="utf-8")))
        assert named <= known, path.name


def test_what_an_image_serves_with_is_what_was_tested() -> None:
    serving, tested = pins("requirements-serve.txt"), pins("requirements.txt")
    assert serving
    assert serving.items() <= tested.items()
    assert "alembic" not in serving
    assert "pyyaml" not in serving
    assert "simplemma" not in serving


def test_the_release_of_an_image_is_built_with_what_building_needs() -> None:
    """The environment that serves has neither Alembic nor YAML."""
    (step,) = [line for line in (PROJECT / "Dockerfile").read_text().splitlines() if "-m seed build" in line]
    (installed,) = re.findall(
        r"(\S+)/bin/pip install [^&\n]* -r requirements\.txt", (PROJECT / "Dockerfile").read_text()
    )
    assert step.startswith(f"RUN {installed}/bin/python -m seed build")
