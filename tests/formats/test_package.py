import io
import json
import zipfile
from pathlib import Path

from frictionless import Package

from app.formats.package import dataset_json, dataset_ndjson, dataset_zip
from tests.formats.examples import DATASET, RECORDS, TABLES, TEXTS


def zipped() -> bytes:
    file = io.BytesIO()
    dataset_zip(file, TABLES, DATASET, RECORDS["sources"])
    return file.getvalue()


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_package_is_one_that_frictionless_calls_valid(tmp_path: Path) -> None:
    """Fields, types, keys, sizes and hashes; every row."""
    for name, content in unzipped(zipped()).items():
        (tmp_path / name).write_bytes(content)
    package = Package(tmp_path / "datapackage.json")
    report = package.validate()
    assert report.valid, report.flatten(["type", "note", "rowNumber", "fieldName"])
    rows = {name: len(package.get_table_resource(name).read_rows()) for name in RECORDS}
    assert rows == {name: len(documents) for name, documents in RECORDS.items()}


def test_a_damaged_table_is_found_out(tmp_path: Path) -> None:
    for name, content in unzipped(zipped()).items():
        (tmp_path / name).write_bytes(content.replace(b"Tides", b"Tidez"))
    assert not Package(tmp_path / "datapackage.json").validate().valid


def test_the_zip_tells_nothing_of_when_or_where_it_was_made() -> None:
    content = zipped()
    assert content == zipped()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == [*(f"{name}.csv" for name in RECORDS), "datapackage.json"]
    assert {(entry.date_time, entry.create_system, entry.compress_type) for entry in entries} == {
        ((2024, 3, 9, 0, 0, 0), 3, zipfile.ZIP_DEFLATED)
    }


def test_the_dataset_is_whole_in_json_and_in_lines() -> None:
    everything = json.loads("".join(dataset_json(TEXTS, DATASET)))
    assert {name: everything[name] for name in RECORDS} == RECORDS
    first, *lines = [json.loads(line) for line in "".join(dataset_ndjson(TEXTS, DATASET)).splitlines()]
    assert lines == [document for documents in RECORDS.values() for document in documents]
    assert first == {name: value for name, value in everything.items() if name not in RECORDS}


def test_every_file_says_which_version_it_is_its_licence_and_how_it_was_made() -> None:
    descriptor = json.loads(unzipped(zipped())["datapackage.json"])
    whole = json.loads("".join(dataset_json(TEXTS, DATASET)))
    assert (descriptor["version"], whole["data_version"]) == ("2.1.0", "2.1.0")
    assert (descriptor["licenses"][0]["name"], whole["licence"]["id"]) == ("CC-BY-4.0", "CC-BY-4.0")
    assert descriptor["method"] == whole["method"] == DATASET.method
    assert "`type/id`" in descriptor["description"]
    assert "apostrophe" in descriptor["description"]
    assert {resource["schema"]["primaryKey"] for resource in descriptor["resources"]} == {"id"}
