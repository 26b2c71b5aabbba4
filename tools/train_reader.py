"""Train the reader of printed lines: strips drawn by docproc.synthesis.lines, and real ones where some are given.

    python tools/train_reader.py draw OUT --corpus FILE… [--fonts DIR…] [--held-back] [--count N] [--seed N]
    python tools/train_reader.py train OUT --strips DIR --minutes 90 [--real DIR] [--check NAME=FILE…]
        [--from WEIGHTS]
    python tools/train_reader.py export OUT

Needs PyTorch, and onnx for the export, which docproc itself does not. `draw` writes files of 500 strips without
end (several may run, with seeds of their own); `train` takes what lies there, keeps its state in OUT every few
minutes and goes on from it; `export` writes OUT/reader.onnx and OUT/reader.npz, from which `--from` begins anew.
A small convolutional network with a CTC head (Graves et al. 2006): convolutions over the strip, then depthwise
ones along the line (Howard et al. 2017). Where the letters of a drawn line stand is known, and told to the
network until CTC can find it. The rate of learning follows the clock, so that a training ends well on any
machine; seeds are fixed, but the clock decides how many strips are seen.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).parent.parent))
from reader_strips import A_FILE, NUMBERS, RULES, Sample, draw, fits, load_samples

LETTERS = RULES.letters
FRAME = RULES.strip.frame
_NEWEST = 160_000  # strips kept in memory
_SAVE = 180  # seconds
_CHECK = 600


def _seen(ins: int, outs: int, kernel: tuple[int, int], stride: tuple[int, int]) -> nn.Module:
    pad = (kernel[0] // 2 if kernel[0] > 2 else 0, kernel[1] // 2)
    return nn.Sequential(
        nn.Conv2d(ins, outs, kernel, stride, pad, bias=False), nn.BatchNorm2d(outs), nn.ReLU(inplace=True)
    )


class Block(nn.Module):
    """A depthwise convolution and one over the channels, added to what came in."""

    def __init__(self, channels: int, kernel: tuple[int, int]) -> None:
        super().__init__()
        pad = (kernel[0] // 2, kernel[1] // 2)
        self.deep = nn.Conv2d(channels, channels, kernel, 1, pad, groups=channels, bias=False)
        self.mixed = _seen(channels, channels, (1, 1), (1, 1))

    def forward(self, seen: Tensor) -> Tensor:
        return seen + self.mixed(self.deep(seen))


class Network(nn.Module):
    """Strips (batch, 1, 32, width), ink 1 on 0, to natural log probabilities (width / 4, batch, letters + 1)."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = nn.Sequential(
            _seen(1, 48, (7, 7), (4, 4)),
            Block(48, (3, 3)),
            _seen(48, 80, (2, 3), (2, 1)),
            Block(80, (3, 5)),
            _seen(80, 128, (2, 3), (2, 1)),
            Block(128, (1, 5)),
            _seen(128, 256, (2, 1), (2, 1)),
            Block(256, (1, 9)),
            Block(256, (1, 9)),
            Block(256, (1, 9)),
        )
        self.head = nn.Conv2d(256, len(LETTERS) + 1, 1)

    def forward(self, strips: Tensor) -> Tensor:
        return self.head(self.seen(strips)).squeeze(2).permute(2, 0, 1).log_softmax(2)


def together(samples: Sequence[Sample], rng: np.random.Generator | None) -> tuple[Tensor, ...]:
    """A batch: strips side by side in paper, labels one after another, the lengths of both. With `rng` each is
    moved, made paler or darker, and roughened a little, so that a strip may be seen several times.
    """
    widest = max(sample.strip.shape[1] for sample in samples) + 16
    widest += -widest % 8
    strips = np.zeros((len(samples), 1, RULES.strip.height, widest), np.float32)
    frames = []
    aligned = np.full((len(samples), widest // FRAME), -1, np.int64)
    for n, (strip, text, places) in enumerate(samples):
        ink = strip.astype(np.float32) / 170 - 0.5
        left = 0
        if rng is not None:
            left = int(rng.integers(0, 9))
            shift = int(rng.integers(-1, 2))
            ink = np.roll(ink, shift, axis=0) * np.float32(rng.uniform(0.75, 1.15))
            if rng.random() < 0.3:
                ink = ink + rng.standard_normal(ink.shape, dtype=np.float32) * np.float32(rng.uniform(0, 0.12))
        strips[n, 0, :, left : left + ink.shape[1]] = ink
        frames.append((ink.shape[1] + left + FRAME - 1) // FRAME)
        if len(places):
            aligned[n] = _aligned(text, (places + left) / FRAME, widest // FRAME)
    labels = torch.tensor([NUMBERS[c] for sample in samples for c in sample.text])
    lengths = torch.tensor([len(sample.text) for sample in samples])
    return torch.from_numpy(strips), labels, torch.tensor(frames), lengths, torch.from_numpy(aligned)


def _aligned(text: str, places: np.ndarray, frames: int) -> np.ndarray:
    """The class of each frame: a letter's where its middle lies, the blank (0) elsewhere."""
    classes = np.zeros(frames, np.int64)
    after = 0
    for letter, place in zip(text, places.tolist(), strict=True):
        at = max(after, int(place))
        if at < frames:
            classes[at] = NUMBERS[letter]
        after = at + 1
    return classes


def batches(samples: Sequence[Sample], pixels: int, rng: np.random.Generator) -> Iterator[list[Sample]]:
    """The samples in batches of like width and about so many pixels of width in all, in any order."""
    order = sorted(range(len(samples)), key=lambda n: samples[n].strip.shape[1] + rng.uniform(0, 16))
    found: list[list[Sample]] = [[]]
    for n in order:
        if found[-1] and (len(found[-1]) + 1) * samples[n].strip.shape[1] > pixels:
            found.append([])
        found[-1].append(samples[n])
    for n in rng.permutation(len(found)):
        yield found[n]


class Pool:
    """The newest strips of a folder that other processes write to, and the real ones."""

    def __init__(self, drawn: Path, real: Path | None) -> None:
        self.folders = (drawn, real)
        self.known = set[Path]()
        self.samples: list[Sample] = []
        self.real: list[Sample] = []

    def refresh(self) -> None:
        """Take in what was written since."""
        for folder, held in zip(self.folders, (self.samples, self.real), strict=True):
            files = sorted(folder.glob("*.npz"), key=lambda file: file.stat().st_mtime) if folder else []
            for file in files:
                if file not in self.known:
                    self.known.add(file)
                    held += [sample for sample in load_samples(file) if fits(sample)]
        del self.samples[:-_NEWEST]

    def some(self, count: int, share: float, rng: np.random.Generator) -> list[Sample]:
        """So many samples, a share of them real; half of the drawn ones are of the newest."""
        real = round(count * share) if self.real else 0
        drawn = count - real
        newest = max(0, len(self.samples) - 8000)
        numbers = [
            *rng.integers(0, len(self.samples), drawn // 2),
            *rng.integers(newest, len(self.samples), drawn - drawn // 2),
        ]
        chosen = [self.samples[n] for n in numbers]
        return chosen + [self.real[n] for n in rng.integers(0, max(1, len(self.real)), real)]


def read(frames: Tensor, lengths: Tensor) -> list[str]:
    """The texts of the likeliest letters of every frame."""
    best = frames.argmax(2).T.tolist()
    return [
        "".join(LETTERS[c - 1] for c, before in zip(row[:n], [0, *row], strict=False) if c and c != before)
        for row, n in zip(best, lengths.tolist(), strict=True)
    ]


def distance(one: Sequence[str], other: Sequence[str]) -> int:
    """The edit distance of two rows of letters or words."""
    above = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (a != b)))
        above = row
    return above[-1]


def measure(model: nn.Module, samples: Sequence[Sample]) -> dict[str, float]:
    """The shares of letters and of words that are wrong."""
    model.eval()
    letters = wrong = words = wrong_words = 0
    with torch.no_grad():
        for batch in batches(samples, 2 * RULES.training.pixels, np.random.default_rng(0)):
            strips, _, frames, _, _ = together(batch, None)
            for text, sample in zip(read(model(strips), frames), batch, strict=True):
                letters += len(sample.text)
                wrong += distance(text, sample.text)
                words += len(sample.text.split())
                wrong_words += distance(text.split(), sample.text.split())
    model.train()
    return {"letters": round(wrong / max(1, letters), 5), "words": round(wrong_words / max(1, words), 5)}


def rate_at(done: float, highest: float) -> float:
    """The rate of learning when a share of the time is over: up in a twentieth, then down along a cosine."""
    if done < 0.05:
        return highest * (0.1 + 0.9 * done / 0.05)
    return highest * (0.01 + 0.99 * (1 + math.cos(math.pi * min(1.0, (done - 0.05) / 0.95))) / 2)


def aligned_share(done: float) -> float:
    """How much the places of letters count when a share of the time is over: CTC alone starts late."""
    return max(0.05, 1 - done / 0.4)


def aligned_loss(out: Tensor, aligned: Tensor) -> Tensor:
    """How unlike the frames are what stands there; blanks, of which there are many, count less."""
    classes = aligned.T.reshape(-1)
    weights = torch.ones(out.shape[2])
    weights[0] = 0.4
    return 3 * nn.functional.nll_loss(out.reshape(-1, out.shape[2]), classes, weights, ignore_index=-1)


class Run:
    """A training that can be taken up again: network, optimiser, and how far it is (`spent` is seconds)."""

    def __init__(self, wanted: argparse.Namespace) -> None:
        self.wanted = wanted
        self.state = wanted.out / "state.pt"
        self.model = Network()
        self.optimiser = torch.optim.AdamW(
            self.model.parameters(), wanted.rate, weight_decay=RULES.training.decay
        )
        self.step = self.seen = 0
        self.spent = self.loss = 0.0
        if self.state.exists():
            held = torch.load(self.state, weights_only=True)
            self.model.load_state_dict(held["model"])
            self.optimiser.load_state_dict(held["optimiser"])
            self.step, self.seen, self.spent = held["step"], held["seen"], held["spent"]
        elif wanted.start:
            self.model.load_state_dict(kept_weights(wanted.start))
        self.model = self.model.to(memory_format=torch.channels_last)

    @property
    def done(self) -> float:
        """The share of the time that is over."""
        return self.spent / (self.wanted.minutes * 60)

    def learn(self, batch: Sequence[Sample], rng: np.random.Generator) -> None:
        """One step."""
        begun = time.time()
        for group in self.optimiser.param_groups:
            group["lr"] = rate_at(self.done, self.wanted.rate)
        strips, labels, frames, lengths, aligned = together(batch, rng)
        out = self.model(strips.contiguous(memory_format=torch.channels_last))
        loss = nn.functional.ctc_loss(out, labels, frames, lengths, zero_infinity=True)
        share = 0.05 if self.wanted.start else aligned_share(self.done)
        both = (1 - share) * loss + share * aligned_loss(out, aligned)
        self.optimiser.zero_grad(set_to_none=True)
        both.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 2.0)
        self.optimiser.step()
        self.step, self.seen = self.step + 1, self.seen + len(batch)
        self.loss = 0.98 * self.loss + 0.02 * float(loss) if self.loss else float(loss)
        self.spent += time.time() - begun

    def save(self) -> None:
        """Write the state; the file appears whole."""
        passing = self.state.with_suffix(".part")
        held = {"model": self.model.state_dict(), "optimiser": self.optimiser.state_dict()}
        torch.save(held | {"step": self.step, "seen": self.seen, "spent": self.spent}, passing)
        passing.replace(self.state)

    def told(self) -> dict[str, object]:
        """How far it is."""
        return {
            "at": time.strftime("%H:%M"),
            "minutes": round(self.spent / 60, 1),
            "step": self.step,
            "strips": self.seen,
            "loss": round(self.loss, 4),
        }

    def check(self) -> None:
        """Measure on each set of strips held back, and add a line to the curve."""
        figures = self.told()
        for name, file in (pair.split("=", 1) for pair in self.wanted.check):
            if Path(file).exists():
                figures[name] = measure(self.model, load_samples(Path(file)))
        with (self.wanted.out / "curve.jsonl").open("a", encoding="utf-8") as curve:
            curve.write(json.dumps(figures) + "\n")
        print(json.dumps(figures), flush=True)


def train(wanted: argparse.Namespace) -> None:
    """Train by the clock; goes on where a state lies in the folder."""
    torch.set_num_threads(wanted.threads)
    torch.manual_seed(RULES.training.seed)
    wanted.out.mkdir(parents=True, exist_ok=True)
    run = Run(wanted)
    pool = Pool(wanted.strips, wanted.real)
    rng = np.random.default_rng([RULES.training.seed, run.step])
    saved = checked = time.time()
    while run.done < 1:
        pool.refresh()
        if len(pool.samples) < 2 * A_FILE:
            time.sleep(5)
            continue
        for batch in batches(pool.some(1024, RULES.training.real, rng), wanted.pixels, rng):
            run.learn(batch, rng)
            if run.step % 50 == 0:
                print(json.dumps(run.told()), len(pool.samples), len(pool.real), flush=True)
            if time.time() - saved > _SAVE:
                run.save()
                saved = time.time()
            if time.time() - checked > wanted.every:
                run.check()
                checked = time.time()
    run.save()
    run.check()


def kept_weights(file: Path) -> dict[str, Tensor]:
    """The weights of a network that was exported, to go on from."""
    with np.load(file) as held:
        return {name: torch.from_numpy(held[name]) for name in held.files}


def export(wanted: argparse.Namespace) -> None:
    """Write the network as ONNX, for strips of any width, and its weights to go on from: in the ONNX they are
    multiplied into each other.
    """
    model = Network()
    model.load_state_dict(torch.load(wanted.out / "state.pt", weights_only=True)["model"])
    model.eval()
    np.savez_compressed(
        wanted.out / "reader.npz", **{name: weights.numpy() for name, weights in model.state_dict().items()}
    )
    torch.onnx.export(
        model,
        (torch.zeros(1, 1, RULES.strip.height, 320),),
        wanted.out / "reader.onnx",
        input_names=["strips"],
        output_names=["frames"],
        dynamic_axes={"strips": {0: "batch", 3: "width"}, "frames": {0: "frame", 1: "batch"}},
        dynamo=False,
    )


def _draw(wanted: argparse.Namespace) -> None:
    draw(wanted.out, wanted.corpus, wanted.fonts, wanted.seed, wanted.count, wanted.held_back)


def main() -> None:
    """See above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    drawing = commands.add_parser("draw")
    drawing.add_argument("out", type=Path)
    drawing.add_argument("--corpus", type=Path, nargs="+", required=True)
    drawing.add_argument(
        "--fonts", type=Path, nargs="+", default=[Path("/usr/share/fonts"), Path("/usr/share/texmf")]
    )
    drawing.add_argument("--held-back", action="store_true")
    drawing.add_argument("--count", type=int, default=10_000)
    drawing.add_argument("--seed", type=int, default=1)
    drawing.set_defaults(run=_draw)
    training = commands.add_parser("train")
    training.add_argument("out", type=Path)
    training.add_argument("--strips", type=Path, required=True)
    training.add_argument("--real", type=Path)
    training.add_argument("--check", nargs="*", default=[])
    training.add_argument("--minutes", type=float, default=90)
    training.add_argument("--every", type=float, default=_CHECK)
    training.add_argument("--pixels", type=int, default=RULES.training.pixels)
    training.add_argument("--rate", type=float, default=RULES.training.rate)
    training.add_argument("--threads", type=int, default=2)
    training.add_argument("--from", dest="start", type=Path)
    training.set_defaults(run=train)
    writing = commands.add_parser("export")
    writing.add_argument("out", type=Path)
    writing.set_defaults(run=export)
    wanted = parser.parse_args()
    wanted.run(wanted)


if __name__ == "__main__":
    main()
