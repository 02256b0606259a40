"""The models that are shipped are those that models/build.py makes, without the mask."""

from __future__ import annotations

import hashlib
import io
import zipfile
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest
from films import make_film
from mediapipe.tasks.metadata import schema_py_generated as schema

from benchmarks.speed import __main__ as bench
from benchmarks.speed import pose
from formcheck import landmarker
from formcheck.assets import asset_folder
from formcheck.landmarker import MODELS
from models import build


def networks(model: str) -> dict[str, bytes]:
    """The networks of a shipped model."""
    with zipfile.ZipFile(asset_folder("models") / f"pose_landmarker_{model}.task") as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


def unpack(network: bytes) -> Any:
    """The objects of a network."""
    return schema.ModelT.InitFromObj(schema.Model.GetRootAsModel(network, 0))


@pytest.mark.parametrize("model", MODELS)
def test_a_shipped_model_has_the_sum_that_the_landmarker_expects(model: str) -> None:
    data = (asset_folder("models") / f"pose_landmarker_{model}.task").read_bytes()
    assert hashlib.sha256(data).hexdigest() == MODELS[model]
    readme = (asset_folder("models") / "README.md").read_text()
    assert MODELS[model] in readme
    assert all(source.sha256 in readme for source in (build.DETECTOR, build.LANDMARKS[model]))


@pytest.mark.parametrize("model", MODELS)
def test_packing_the_same_networks_gives_the_same_file(model: str) -> None:
    data = (asset_folder("models") / f"pose_landmarker_{model}.task").read_bytes()
    assert build.bundle(*networks(model).values()) == data


@pytest.mark.parametrize("model", MODELS)
def test_no_operator_feeds_the_mask(model: str) -> None:
    graph = unpack(networks(model)["pose_landmarks_detector.tflite"]).subgraphs[0]
    assert graph.tensors[graph.outputs[build.MASK]].shape.tolist() == [1, 1, 1, 1]
    read = {int(tensor) for operator in graph.operators for tensor in operator.inputs}
    for operator in graph.operators:
        assert read.union(map(int, graph.outputs)).intersection(map(int, operator.outputs))


@pytest.mark.parametrize("model", MODELS)
def test_no_tensor_is_given_out_twice(model: str) -> None:
    outputs = [
        int(tensor)
        for tensor in unpack(networks(model)["pose_landmarks_detector.tflite"]).subgraphs[0].outputs
    ]
    assert len(set(outputs)) == len(outputs)


@pytest.mark.parametrize("model", MODELS)
def test_weights_are_aligned_in_the_file(model: str) -> None:
    data = (asset_folder("models") / f"pose_landmarker_{model}.task").read_bytes()
    for network in networks(model).values():
        assert data.index(network) % build.ALIGNMENT == 0
        parsed = schema.Model.GetRootAsModel(network, 0)
        buffers = [parsed.Buffers(index) for index in range(parsed.BuffersLength())]
        starts = [buffer._tab.Vector(buffer._tab.Offset(4)) for buffer in buffers if buffer.DataLength()]
        assert starts
        assert {start % build.ALIGNMENT for start in starts} == {0}


def test_a_package_with_other_weights_is_refused(tmp_path: Any) -> None:
    with zipfile.ZipFile(tmp_path / "mediapipe-0.whl", "w") as wheel:
        wheel.writestr(build.DETECTOR.member, b"other weights")
    with pytest.raises(ValueError, match="expected SHA-256 9ba9dd3d"):
        build.fetch(build.DETECTOR, tmp_path)


def test_bundles_are_dated_and_stored_so_that_one_input_gives_one_file() -> None:
    data = build.bundle(b"a" * 5, b"b" * 7)
    assert data == build.bundle(b"a" * 5, b"b" * 7)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        for entry in archive.infolist():
            assert (entry.compress_type, entry.date_time[0]) == (zipfile.ZIP_STORED, 1980)


def test_the_films_that_come_with_the_project_are_found() -> None:
    folders = {film.parent for film in build.fixture_films()}
    assert folders == {build.HERE.parent / "tests" / "fixtures" / "films", build.HERE.parent / "web"}


@pytest.mark.parametrize("job", ["verify", "speed"])
def test_every_package_is_fetched_before_a_landmarker_cuts_the_network_off(
    job: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []

    def shipped(model: str, _: Path, *, stock: bool) -> bytes:
        assert stock
        order.append(f"fetch {model}")
        return (build.HERE / f"pose_landmarker_{model}.task").read_bytes()

    class Watched(landmarker.Landmarker):
        def __init__(self, *, bundle: bytes) -> None:
            order.append("landmarker")
            super().__init__(bundle=bundle)

    film = make_film(tmp_path / "film.mp4", [i / 30 for i in range(15)])
    for module in (build, bench):
        monkeypatch.setattr(module, "build", shipped)
    for module in (landmarker, pose):
        monkeypatch.setattr(module, "Landmarker", Watched)
    if job == "verify":
        assert not build.verify([film], tmp_path, build.HERE)  # nobody is in it
    else:
        list(bench.rows(Namespace(only=["pose"], films=[film], frames=5), tmp_path))
    assert order == ["fetch full", "fetch lite", *["landmarker"] * 4]
