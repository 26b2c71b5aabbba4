"""Train the reader of stamps of urgency and secrecy on pieces of pages made by docproc.synthesis.stamps.

    python tools/train_stamps.py OUT --pieces 4000 --epochs 16 [--workers N] [--without DIR]

Needs PyTorch, and onnx for the export, which docproc itself does not. The patches are those that
docproc.reading.stamps finds on the pieces, so that the network sees what it will see on pages; they are kept in
OUT/patches-….npz and used again. `--without` is a folder of scans that carry no stamp of these: their patches are
learnt as something else. Writes OUT/stamps.onnx and says what is right of the patches held back (stamps
drawn with a font of their own). Fixed seeds.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).parent.parent))
from docproc.reading.rules.stamps import Stamps
from docproc.reading.stamps import stamp_patches
from docproc.resources import models_dir
from docproc.rules import load
from docproc.scan import open_scan
from docproc.settings import load_settings
from docproc.synthesis.fonts import missing_letters, vietnamese_letters
from docproc.synthesis.rules.synthesis import Synthesis
from docproc.synthesis.stamps import Piece, marked_piece, other_mark, stamped_piece

VALUES = load(Stamps).values
OTHER = len(VALUES)
LABELS = (0.03, 0.22, 0.13, 0.18, 0.02, 0.04, 0.1, 0.28)
PATCH = load(Stamps).patch
# Two spellings of one mark (hòa, hoà).
SPELLINGS = {"HỎA TỐC": ["HỎA TỐC", "HOẢ TỐC"], "HỎA TỐC HẸN GIỜ": ["HỎA TỐC HẸN GIỜ", "HOẢ TỐC HẸN GIỜ"]}


class Reader(nn.Module):
    """Patches (batch, 1, height, width), ink 1 on 0, to natural log probabilities (batch, values + 1)."""

    def __init__(self) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        for ins, outs in ((1, 16), (16, 32), (32, 48), (48, 64)):
            # The first halves the patch by its stride, the others by their pools: a quarter of the time.
            stride = 2 if ins == 1 else 1
            layers += [nn.Conv2d(ins, outs, 3, stride, padding=1, bias=False), nn.BatchNorm2d(outs), nn.ReLU()]
            layers += [] if ins == 1 else [nn.MaxPool2d(2)]
        self.seen = nn.Sequential(*layers)
        size = 64 * (PATCH.height // 16) * (PATCH.width // 16)
        self.head = nn.Sequential(
            nn.Flatten(), nn.Dropout(0.3), nn.Linear(size, 64), nn.ReLU(), nn.Linear(64, OTHER + 1)
        )

    def forward(self, patches: Tensor) -> Tensor:
        return self.head(self.seen(patches)).log_softmax(1)


def fonts_in(folders: list[Path]) -> list[str]:
    """The upright fonts that hold every Vietnamese letter."""
    files = sorted(f for folder in folders for end in ("ttf", "otf") for f in folder.rglob(f"*.{end}"))
    upright = [f for f in files if not any(word in f.name for word in ("Italic", "Oblique", "italic", "Mono"))]
    return [str(f) for f in upright if not missing_letters(f, vietnamese_letters())]


def usual_words() -> list[str]:
    words = (models_dir() / "language" / "words.txt").read_text(encoding="utf-8").split()
    return [word for word in words if word.isalpha() and 1 < len(word) < 8][:3000]


def patches_of(seed: int, fonts: list[str], words: list[str]) -> list[tuple[np.ndarray, int]]:
    """The patches of one piece with what they say; those that hold a part of the stamp only are left out."""
    rng = np.random.default_rng(seed)
    # HẸN GIỜ is out of use, TUYỆT MẬT is not sent by post.
    label = int(rng.choice(len(VALUES) + 1, p=LABELS))
    if label < OTHER:
        text = str(rng.choice(SPELLINGS.get(VALUES[label], [VALUES[label]])))
    else:
        label = OTHER
        text = str(rng.choice(load(Synthesis).stamp.others))
        if rng.random() < 0.4:
            text = " ".join(str(w).upper() for w in rng.choice(words, int(rng.integers(1, 4))))
    if label == OTHER and rng.random() < 0.4:
        piece = marked_piece(rng, other_mark(rng), "", fonts, words)
    else:
        piece = stamped_piece(rng, text, str(rng.choice(fonts)), fonts, words)
    return list(_labelled(piece, label))


def _labelled(piece: Piece, label: int) -> Iterator[tuple[np.ndarray, int]]:
    own = piece.box
    for box, patch in stamp_patches(piece.image, [], piece.dpi):
        wide, high = min(box.x1, own.x1) - max(box.x0, own.x0), min(box.y1, own.y1) - max(box.y0, own.y0)
        shared = max(0.0, wide) * max(0.0, high)
        if label == OTHER or shared < 0.1 * min(box.width * box.height, own.width * own.height):
            yield patch, OTHER
        elif shared > 0.8 * own.width * own.height and box.width * box.height < 1.6 * own.width * own.height:
            yield patch, label


def made(out: Path, count: int, workers: int, fonts: list[str], first: int) -> tuple[np.ndarray, np.ndarray]:
    kept = out / f"patches-{first}-{count}.npz"
    if kept.is_file():
        data = np.load(kept)
        return data["patches"], data["labels"]
    with multiprocessing.Pool(workers) as pool:
        work = partial(patches_of, fonts=fonts, words=usual_words())
        pairs = [pair for found in pool.imap(work, range(first, first + count), 16) for pair in found]
    patches = np.stack([(patch * 255).astype(np.uint8) for patch, _ in pairs])
    labels = np.array([label for _, label in pairs])
    np.savez_compressed(kept, patches=patches, labels=labels)
    return patches, labels


def from_scans(folder: Path) -> np.ndarray:
    """The patches of the first pages of scans without stamps, as if no word of them had been read."""
    found = []
    for path in sorted(folder.glob("*.pdf")):
        with open_scan(path, load_settings()) as scan:
            page = next(scan.pages())
            if page.problem is None:
                image = page.image(150)
                top = image.crop((0, 0, image.width, round(load(Stamps).upper * image.height)))
                found += [(patch * 255).astype(np.uint8) for _, patch in stamp_patches(top, [], 150)]
    return np.stack(found)


def varied(patches: Tensor, rng: torch.Generator) -> Tensor:
    """The patches moved and squeezed a little, with other ink and here and there a stretch lost."""
    count = len(patches)
    size = 1 + 0.12 * torch.randn(count, 2, generator=rng)
    move = 0.06 * torch.randn(count, 2, generator=rng)
    turn = 0.04 * torch.randn(count, generator=rng)
    grid_at = torch.zeros(count, 2, 3)
    grid_at[:, 0, 0], grid_at[:, 1, 1] = size[:, 0], size[:, 1]
    grid_at[:, 0, 1], grid_at[:, 1, 0] = turn * 0.3, -turn
    grid_at[:, :, 2] = move
    grid = nn.functional.affine_grid(grid_at, list(patches.shape), align_corners=False)
    out = nn.functional.grid_sample(patches, grid, align_corners=False)
    out = out ** torch.exp(0.4 * torch.randn(count, 1, 1, 1, generator=rng))
    for at in range(count):
        if torch.rand(1, generator=rng) < 0.3:
            x = int(torch.randint(0, patches.shape[3] - 14, (1,), generator=rng))
            out[at, :, :, x : x + int(torch.randint(2, 14, (1,), generator=rng))] *= float(
                torch.rand(1, generator=rng)
            )
    return (out + 0.05 * torch.randn(out.shape, generator=rng)).clamp(0, 1)


def tensors(patches: np.ndarray) -> Tensor:
    return torch.from_numpy(patches.astype(np.float32) / 255)[:, None]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--pieces", type=int, default=4000)
    parser.add_argument("--epochs", type=int, default=16)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--without", type=Path)
    parser.add_argument(
        "--fonts", type=Path, action="append", default=[Path("/usr/share/fonts"), Path("/usr/share/texmf")]
    )
    wanted = parser.parse_args()
    wanted.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(7)
    torch.set_num_threads(wanted.workers)
    rng = torch.Generator().manual_seed(7)
    fonts = fonts_in([folder for folder in wanted.fonts if folder.is_dir()])
    kept_back = [font for n, font in enumerate(fonts) if n % 5 == 2]
    learnt = [font for font in fonts if font not in kept_back]
    print(len(learnt), "fonts to learn from;", [Path(f).name for f in kept_back], "held back", flush=True)
    patches, labels = made(wanted.out, wanted.pieces, wanted.workers, learnt, 0)
    test_patches, test_labels = made(wanted.out, wanted.pieces // 10, wanted.workers, kept_back, 1_000_000)
    if wanted.without:
        others = from_scans(wanted.without)
        patches, labels = np.concatenate([patches, others]), np.append(labels, np.full(len(others), OTHER))
    print(len(labels), "patches,", int((labels < OTHER).sum()), "of them stamps", flush=True)
    model = Reader()
    optimiser = torch.optim.AdamW(model.parameters(), 2e-3, weight_decay=0.02)
    batches = wanted.epochs * (len(labels) // 128)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 4e-3, total_steps=batches + 1)
    for epoch in range(wanted.epochs):
        model.train()
        for batch in torch.randperm(len(labels), generator=rng).split(128):
            if len(batch) < 128:
                continue
            loss = nn.functional.nll_loss(
                model(varied(tensors(patches[batch.numpy()]), rng)), torch.from_numpy(labels[batch.numpy()])
            )
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
        print(epoch, round(loss.item(), 4), _figures(model, test_patches, test_labels), flush=True)
    model.eval()
    torch.onnx.export(
        model,
        (torch.zeros(1, 1, PATCH.height, PATCH.width),),
        wanted.out / "stamps.onnx",
        input_names=["patches"],
        output_names=["values"],
        dynamo=False,
    )
    torch.save(model.state_dict(), wanted.out / "stamps.pt")


def _figures(model: nn.Module, patches: np.ndarray, labels: np.ndarray) -> str:
    model.eval()
    with torch.no_grad():
        out = torch.cat([model(tensors(part)) for part in np.array_split(patches, 20)]).exp().numpy()
    said, sure = out.argmax(1), out.max(1) >= load(Stamps).least
    stamps = labels < OTHER
    found = (said == labels)[stamps] & sure[stamps]
    invented = (said < OTHER)[~stamps] & sure[~stamps]
    return f"found {found.mean():.4f} of {stamps.sum()}, invented {invented.mean():.5f} of {(~stamps).sum()}"


if __name__ == "__main__":
    main()
