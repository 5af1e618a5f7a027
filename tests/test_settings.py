"""Settings are read once, and refused by name."""

import re
from pathlib import Path

import pytest

from api.gql.options import Options
from api.setting_values import SCHEMES
from api.settings import VARIABLES, Settings, default_home
from api.work.curation import CurationFiles
from graph.settings import ServerSettings
from schema.errors import CurationError, SettingsError

SERVER = {"NEO4J_URI": "bolt://db.example:7687", "NEO4J_PASSWORD": "secret-word"}


def test_nothing_set_means_a_managed_server_in_the_users_data_directory() -> None:
    settings = Settings.from_environment({"XDG_DATA_HOME": "/data"})
    server = settings.server
    assert server.managed
    assert (settings.port, server.bolt_port, server.browser_port) == (8000, 7687, 7474)
    assert (server.user, server.database, server.password) == ("neo4j", "neo4j", None)
    assert server.embedding == "minilm"
    assert server.home.parent == Path("/data")
    assert server.jars == server.home / "jars"
    assert settings.files.suppressed == server.home / "curation" / "suppressed.toml"


def test_everything_can_be_set(tmp_path: Path) -> None:
    given = {
        "IMAGINE_HOME": str(tmp_path / "home"),
        "IMAGINE_JARS": str(tmp_path / "jars"),
        "IMAGINE_HOST": "0.0.0.0",
        "IMAGINE_PORT": "9000",
        "IMAGINE_BASE": "https://graph.example.org/imagine/",
        "IMAGINE_LICENCE": "https://example.org/licence",
        "IMAGINE_BOLT_PORT": "9001",
        "IMAGINE_BROWSER_PORT": "9002",
        "NEO4J_URI": "neo4j+s://db.example",
        "NEO4J_USER": "someone",
        "NEO4J_PASSWORD": "secret-word",
        "NEO4J_DATABASE": "imagine.2024",
        "IMAGINE_SUPPRESSED": str(tmp_path / "left-out.toml"),
        "IMAGINE_OVERRIDES": str(tmp_path / "corrections.toml"),
        "IMAGINE_JUDGEMENTS": str(tmp_path / "decisions.toml"),
        "IMAGINE_AOT": "off",
        "IMAGINE_BOOKMARKS": str(tmp_path / "shared" / "marks.json"),
        "IMAGINE_EMBEDDING": "WordLlama",
        "IMAGINE_GRAPHQL_DEPTH": "9",
    }
    assert Settings.from_environment(given) == Settings(
        server=ServerSettings(
            home=tmp_path / "home",
            jars=tmp_path / "jars",
            bolt_port=9001,
            browser_port=9002,
            aot=False,
            uri="neo4j+s://db.example",
            user="someone",
            password="secret-word",
            database="imagine.2024",
            bookmarks=tmp_path / "shared" / "marks.json",
            embedding="wordllama",
        ),
        host="0.0.0.0",
        port=9000,
        base="https://graph.example.org/imagine/",
        licence="https://example.org/licence",
        files=CurationFiles(
            judgements=tmp_path / "decisions.toml",
            overrides=tmp_path / "corrections.toml",
            suppressed=tmp_path / "left-out.toml",
            named=frozenset({"judgements", "overrides", "suppressed"}),
        ),
        graphql=Options(depth=9),
    )


def test_empty_values_count_as_unset_and_a_home_may_begin_with_a_tilde() -> None:
    settings = Settings.from_environment({"IMAGINE_PORT": " ", "NEO4J_URI": "", "IMAGINE_HOME": "~/imagine"})
    assert settings.port == 8000
    assert settings.server.managed
    assert settings.server.home == Path.home() / "imagine"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_of_the_driver_is_taken(scheme: str) -> None:
    uri = f"{scheme}://[::1]:7687"
    assert Settings.from_environment(SERVER | {"NEO4J_URI": uri}).server.uri == uri


@pytest.mark.parametrize("name", ["IMAGINE_PORT", "IMAGINE_BOLT_PORT", "IMAGINE_BROWSER_PORT"])
@pytest.mark.parametrize("value", ["0", "65536", "-1", "80a", "8e3", "99999999999", "٣"])
def test_a_port_that_is_none_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"{name} is .*expected a port number from 1 to 65535"):
        Settings.from_environment({name: value})


def test_user_and_password_can_come_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "auth"
    path.write_text("reader/secret/word\n", encoding="utf-8")
    given = {"NEO4J_URI": "bolt://db.example", "NEO4J_AUTH_FILE": str(path)}
    server = Settings.from_environment(given).server
    assert (server.user, server.password) == ("reader", "secret/word")
    for more, named in (
        ({"NEO4J_PASSWORD": "secret-word"}, "NEO4J_PASSWORD and NEO4J_AUTH_FILE are both set"),
        ({"NEO4J_USER": "someone"}, "NEO4J_USER and NEO4J_AUTH_FILE are both set"),
        ({"NEO4J_URI": ""}, "NEO4J_AUTH_FILE is set but NEO4J_URI is not"),
    ):
        with pytest.raises(SettingsError, match=named):
            Settings.from_environment(given | more)


@pytest.mark.parametrize(
    "held", [b"", b"secret-word", b"/secret-word", b"neo4j/", b"neo4j/secret\nword", b"\xff/secret-word", None]
)
def test_a_file_without_user_and_password_is_named_and_not_repeated(tmp_path: Path, held: bytes | None) -> None:
    path = tmp_path / "auth"
    if held is not None:
        path.write_bytes(held)
    with pytest.raises(SettingsError, match="NEO4J_AUTH_FILE is ") as told:
        Settings.from_environment({"NEO4J_URI": "bolt://db.example", "NEO4J_AUTH_FILE": str(path)})
    assert "secret" not in str(told.value)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"IMAGINE_HOST": "everywhere"}, "IMAGINE_HOST is 'everywhere', expected an address"),
        ({"IMAGINE_PORT": "7687"}, "IMAGINE_BOLT_PORT and IMAGINE_PORT are both 7687"),
        (SERVER | {"NEO4J_URI": "http://db.example:7474"}, "NEO4J_URI is .*expected SCHEME"),
        (SERVER | {"NEO4J_URI": "bolt://"}, "NEO4J_URI is .*expected SCHEME"),
        (SERVER | {"NEO4J_URI": "db.example:7687"}, "NEO4J_URI is .*expected SCHEME"),
        (SERVER | {"NEO4J_URI": "bolt://db.example:none"}, "NEO4J_URI cannot be read"),
        (SERVER | {"NEO4J_URI": "bolt://db.example/graph"}, "NEO4J_URI is .*expected SCHEME"),
        (SERVER | {"NEO4J_URI": "bolt://db.example?policy=x"}, "NEO4J_URI .*needs the scheme neo4j"),
        ({"NEO4J_URI": "bolt://db.example"}, "NEO4J_PASSWORD is not set"),
        ({"NEO4J_PASSWORD": "secret-word"}, "NEO4J_PASSWORD is set but NEO4J_URI is not"),
        ({"NEO4J_USER": "someone"}, "NEO4J_USER is set but NEO4J_URI is not"),
        ({"IMAGINE_EMBEDDING": "bert"}, "IMAGINE_EMBEDDING is 'bert', expected one of: minilm, wordllama, none"),
        ({"NEO4J_DATABASE": "other"}, "NEO4J_DATABASE is 'other'"),
        (SERVER | {"NEO4J_DATABASE": "a_b c"}, "NEO4J_DATABASE is 'a_b c', expected 3 to 63"),
        (SERVER | {"NEO4J_DATABASE": "system"}, "NEO4J_DATABASE is 'system'"),
        ({"IMAGINE_PROT": "9000"}, r"IMAGINE_PROT is not a setting; did you mean IMAGINE_PORT\?"),
        ({"IMAGINE_GRAPHQL_DEPHT": "9"}, "_DEPHT is not a setting; did you mean IMAGINE_GRAPHQL_DEPTH"),
        ({"IMAGINE_NEO4J_USER": "me"}, "IMAGINE_NEO4J_USER is not a setting; did you mean NEO4J_USER"),
        ({"IMAGINE_XYZZY": "9"}, "IMAGINE_XYZZY is not a setting; correct or unset it"),
        ({"IMAGINE_GRAPHQL_DEPTH": "deep"}, "IMAGINE_GRAPHQL_DEPTH is 'deep', expected a whole number"),
        *(
            ({"IMAGINE_BASE": base}, "IMAGINE_BASE is .*expected an absolute address that ends in a slash")
            for base in (
                "https://graph.example.org",
                "graph.example.org/",
                "ftp://graph.example.org/",
                "http:///",
                "http://graph.example.org:port/",
                "http://graph.example.org//",
                "http://someone@graph.example.org/",
                "http://graph.example.org/?q=/",
                "http://graph.example.org/#/",
                "http://graph.example.org/<b>/",
            )
        ),
        ({"IMAGINE_LICENCE": "CC BY"}, "IMAGINE_LICENCE is 'CC BY', expected an absolute address"),
        ({"IMAGINE_AOT": "perhaps"}, "IMAGINE_AOT is 'perhaps', expected on or off"),
    ],
)
def test_a_wrong_value_is_refused_by_name(given: dict[str, str], named: str) -> None:
    with pytest.raises(SettingsError, match=named) as refused:
        Settings.from_environment(given)
    assert "\n" not in str(refused.value)
    assert "secret-word" not in str(refused.value)


def test_a_home_that_is_a_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(SettingsError, match=r"IMAGINE_HOME is .*expected a folder"):
        Settings.from_environment({"IMAGINE_HOME": str(file)})


def test_no_password_is_ever_shown() -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.from_environment(SERVER | {"NEO4J_URI": "bolt://neo4j:secret-word@db.example"})
    assert "secret-word" not in str(refused.value)
    assert "secret-word" not in repr(Settings.from_environment(SERVER))


def test_settings_do_not_change() -> None:
    with pytest.raises(AttributeError):
        Settings.from_environment({}).port = 1  # type: ignore[misc]


def test_each_platform_has_its_own_place(monkeypatch: pytest.MonkeyPatch) -> None:
    for platform, part in (("linux", ".local/share"), ("darwin", "Library/Application Support"), ("win32", "AppData")):
        monkeypatch.setattr("sys.platform", platform)
        assert part in default_home({}).as_posix()
    monkeypatch.setattr("sys.platform", "linux")
    assert default_home({"XDG_DATA_HOME": "relative/is/invalid"}) == Path.home() / ".local/share/imagine-graph"


def test_a_name_of_the_test_suite_is_passed_over() -> None:
    assert Settings.from_environment({"IMAGINE_TEST_DISPOSABLE": "1"}) == Settings.from_environment({})


def test_one_module_reads_the_environment() -> None:
    """But for the Java that the machine has, and what child processes are given of the environment."""
    root = Path(__file__).resolve().parent.parent
    readers = {
        path.relative_to(root).as_posix()
        for floor in ("api", "graph", "loaders", "schema")
        for path in (root / floor).rglob("*.py")
        if re.search(r"\bos\.(environ|getenv)\b", path.read_text(encoding="utf-8"))
    }
    assert readers == {
        "api/settings.py",
        "api/telemetry/together.py",
        "graph/server/child_process.py",
        "graph/server/java.py",
        "loaders/formats/pdf/worker.py",
    }


def test_every_name_is_there_once() -> None:
    names = [v.name for v in VARIABLES]
    assert len(names) == len(set(names))
    assert all(v.meaning.endswith(".") for v in VARIABLES)


@pytest.mark.parametrize("name", ["suppressed", "overrides"])
def test_a_curators_file_in_its_earlier_place_is_used_and_two_are_refused(name: str, tmp_path: Path) -> None:
    earlier, place = tmp_path / f"{name}.toml", tmp_path / "curation" / f"{name}.toml"
    environ = {"IMAGINE_HOME": str(tmp_path)}
    earlier.touch()
    assert getattr(Settings.from_environment(environ).files, name) == earlier
    place.parent.mkdir()
    place.touch()
    with pytest.raises(CurationError, match=f"both {earlier} and {place}"):
        Settings.from_environment(environ)
    earlier.unlink()
    assert getattr(Settings.from_environment(environ).files, name) == place
