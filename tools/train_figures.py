"""Train the reader of handwritten numbers and dates on strips made by docproc.synthesis.number_lines.

    python tools/train_figures.py OUT --minutes 8 [--fonts DIR] [--workers N]

Needs PyTorch, and onnx for the export, which docproc itself does not; scikit-learn's pictures of handwritten
figures (Alpaydin & Kaynak 1998, CC BY 4.0) are mixed in where it is installed. A convolutional network with a
bidirectional LSTM and a CTC head (Graves et al. 2006; Shi et al. 2017). Writes OUT/figures.onnx and says how many
strips held back are read without a mistake. Fixed seeds; on a GPU the last digits still differ.
"""

from __future__ import annotations

import argparse
import csv
import math
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageFilter
from torch import Tensor, nn
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

sys.path.insert(0, str(Path(__file__).parent.parent))
from docproc.resources import models_dir
from docproc.rules import load
from docproc.rules.handwriting import Handwriting
from docproc.synthesis.number_lines import Fonts, number_line

RULES = load(Handwriting)
CLASSES = RULES.classes.all
Pair = tuple[np.ndarray, list[int]]


class Reader(nn.Module):
    """Strips (batch, 1, 48, width), ink 1 on 0, to natural log probabilities (width / 2, batch, classes + 1)."""

    def __init__(self, classes: int) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for ins, outs, pool in ((1, 32, (2, 2)), (32, 64, (2, 1)), (64, 128, (2, 1)), (128, 128, (2, 1))):
            layers += [
                nn.Conv2d(ins, outs, 3, padding=1, bias=False),
                nn.BatchNorm2d(outs),
                nn.ReLU(),
                nn.MaxPool2d(pool),
            ]
        self.seen = nn.Sequential(*layers, nn.Conv2d(128, 160, (3, 3), padding=(0, 1)), nn.ReLU())
        self.drop = nn.Dropout(0.2)
        self.memory = nn.LSTM(160, 96, 2, bidirectional=True)
        self.head = nn.Linear(192, classes + 1)

    def forward(self, strips: Tensor) -> Tensor:
        seen = self.seen(strips).squeeze(2).permute(2, 0, 1)
        return self.head(self.memory(self.drop(seen))[0]).log_softmax(2)


class Strips(IterableDataset):  # type: ignore[type-arg]
    """Strips without end; every worker has a seed of its own."""

    def __init__(self, fonts: Fonts, seed: int) -> None:
        self.fonts, self.seed = fonts, seed

    def __iter__(self) -> Iterator[Pair]:
        worker = get_worker_info()
        rng = np.random.default_rng([self.seed, worker.id if worker else 0])
        while True:
            yield as_pair(*number_line(rng, self.fonts))


def as_pair(strip: Image.Image, label: str) -> Pair:
    return 1 - np.asarray(strip, dtype=np.float32) / 255, [CLASSES.index(c) + 1 for c in label]


def together(pairs: list[Pair]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """A batch: strips padded with white on the right, the labels one after another, the lengths of both."""
    widest = max(strip.shape[1] for strip, _ in pairs)
    widest += -widest % 8
    strips = np.zeros((len(pairs), 1, pairs[0][0].shape[0], widest), np.float32)
    for n, (strip, _) in enumerate(pairs):
        strips[n, 0, :, : strip.shape[1]] = strip
    labels = torch.tensor([c for _, label in pairs for c in label])
    frames = torch.tensor([strip.shape[1] // 2 for strip, _ in pairs])
    return torch.from_numpy(strips), labels, frames, torch.tensor([len(label) for _, label in pairs])


def find_fonts(folders: list[Path]) -> Fonts:
    def files(patterns: list[str]) -> list[str]:
        return [str(f) for p in patterns for folder in folders for f in sorted(folder.rglob(p))[:8]]

    with (models_dir() / "admin_units.tsv").open(encoding="utf-8") as file:
        rows = [row for row in csv.reader(file, delimiter="\t") if row and not row[0].startswith("#")]
    places = sorted(
        {cell for row in rows[1:] for cell in row if cell[:1].isupper() and " " in cell and len(cell) < 24}
    )
    found = Fonts(
        *(files(names) for names in (RULES.fonts.upright, RULES.fonts.slanted, RULES.fonts.hands)),
        real_figures(),
        places[::6],
    )
    print(
        len(found.upright),
        len(found.slanted),
        len(found.hands),
        "fonts;",
        len(places),
        "places;",
        sum(map(len, found.figures.values())),
        "real figures",
        flush=True,
    )
    return found


def real_figures() -> dict[str, list[Image.Image]]:
    try:
        from sklearn.datasets import load_digits
    except ImportError:
        return {}
    found: dict[str, list[Image.Image]] = {}
    data = load_digits()
    for picture, figure in zip(data.images, data.target, strict=True):
        large = Image.fromarray((255 - picture * 15.9).astype(np.uint8)).resize(
            (48, 64), Image.Resampling.BICUBIC
        )
        levels = np.asarray(large.filter(ImageFilter.GaussianBlur(1)), dtype=np.float32)
        sharp = 255 / (1 + np.exp(-(levels - 150) / 14))
        found.setdefault(str(figure), []).append(Image.fromarray(sharp.astype(np.uint8)))
    return found


def read(frames: Tensor) -> list[str]:
    best = frames.argmax(2).T.tolist()
    return [
        "".join(CLASSES[c - 1] for c, before in zip(row, [0, *row], strict=False) if c and c != before)
        for row in best
    ]


def exact(model: nn.Module, pairs: list[Pair], device: str) -> tuple[float, float]:
    """The shares of strips read without a mistake: of all, and of those with something written by hand."""
    hits, by_hand = [], []
    for at in range(0, len(pairs), 256):
        strips, *_ = together(pairs[at : at + 256])
        with torch.no_grad():
            frames = model(strips.to(device))
        for text, (_, label) in zip(read(frames.cpu()), pairs[at : at + 256], strict=True):
            truth = "".join(CLASSES[c - 1] for c in label)
            hits.append(text == truth)
            by_hand.append(any(c in RULES.classes.written for c in truth))
    hand = [hit for hit, is_hand in zip(hits, by_hand, strict=True) if is_hand]
    return sum(hits) / len(hits), sum(hand) / max(1, len(hand))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, default=8)
    parser.add_argument(
        "--fonts", type=Path, action="append", default=[Path("/usr/share/fonts"), Path("/usr/share/texmf")]
    )
    parser.add_argument("--resume", type=Path, help="a figures.pt to go on from, at half the rate")
    parser.add_argument("--workers", type=int, default=15)
    wanted = parser.parse_args()
    rules, device = RULES.training, "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(rules.seed)
    fonts = find_fonts([folder for folder in wanted.fonts if folder.is_dir()])
    rng = np.random.default_rng(1)
    count = rules.held_back if wanted.minutes > 1 else 300
    held_back = [as_pair(*number_line(rng, fonts)) for _ in range(count)]
    model = Reader(len(CLASSES)).to(device)
    rate, seed = rules.rate, rules.seed
    if wanted.resume:
        model.load_state_dict(torch.load(wanted.resume, map_location=device, weights_only=True))
        rate, seed = rate / 2, seed + 1
    loader = DataLoader(
        Strips(fonts, seed),
        rules.batch,
        num_workers=wanted.workers,
        collate_fn=together,
        prefetch_factor=4 if wanted.workers else None,
    )
    optimiser = torch.optim.AdamW(model.parameters(), rate, weight_decay=0.01)
    begun, seconds, step = time.monotonic(), wanted.minutes * 60, 0
    for strips, labels, frames, lengths in loader:
        done = (time.monotonic() - begun) / seconds
        if done >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = rate * min(1.0, (step + 1) / 200) * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * done)))
        model.train()
        with torch.autocast(device, torch.bfloat16, enabled=device == "cuda"):
            out = model(strips.to(device, non_blocking=True))
        loss = nn.functional.ctc_loss(out.float(), labels.to(device), frames, lengths, zero_infinity=True)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimiser.step()
        step += 1
        if step % 500 == 0:
            model.eval()
            print(
                step,
                f"{time.monotonic() - begun:.0f} s",
                f"loss {loss.item():.4f}",
                "exact {:.4f}, by hand {:.4f}".format(*exact(model, held_back[:1000], device)),
                flush=True,
            )
    model.eval()
    print(
        step,
        "steps of",
        rules.batch,
        "exact {:.4f}, by hand {:.4f}".format(*exact(model, held_back, device)),
        flush=True,
    )
    wanted.out.mkdir(parents=True, exist_ok=True)
    model.cpu()
    torch.save(model.state_dict(), wanted.out / "figures.pt")
    example = torch.zeros(2, 1, round(RULES.line.height_pt * RULES.line.scale), 256)
    torch.onnx.export(
        model,
        (example,),
        wanted.out / "figures.onnx",
        dynamo=False,
        opset_version=17,
        input_names=["strips"],
        output_names=["log_probabilities"],
        dynamic_axes={"strips": {0: "batch", 3: "width"}, "log_probabilities": {0: "frames", 1: "batch"}},
    )


if __name__ == "__main__":
    main()
