"""What the network should have said: the losses of labels, and of teachers' opinions."""

from __future__ import annotations

from typing import Final

import torch
from torch import Tensor
from torch.nn import functional

from whowhom.language.decode import PROPOSE
from whowhom.language.labels import CITED, ROLES
from whowhom.training.batches import (
    Batch,
    CueAims,
    EventAims,
    EventOpinions,
    Marks,
    PointerAims,
)
from whowhom.training.examples import UNLABELLED
from whowhom.training.network import First, Network

NEGATIVES: Final = 12
"""False triggers or cues a batch that the second reading learns to turn down, the likeliest first."""
DOUBTFUL: Final = 0.05
"""Probability above which a false trigger is worth turning down."""
ROLE_WORDS: Final = 5
"""Words an event that have a role, about: what the loss of the roles is divided by."""
CUE_WEIGHT: Final = 2.0
SURE: Final = 0.5
"""Share of cues that the second reading learns from as gold marks them; the others as the first reading sees them,
which is what it will be given."""
LONGEST_CUE: Final = 8
"""Words by which a cue may be seen longer than it is."""
CITED_WORDS: Final = 10
"""The same for a statement's source and content: what is hard are their ends."""
MODE_WEIGHT: Final = 0.5
SECTOR_WEIGHT: Final = 0.3
POINTER_WEIGHT: Final = 0.3


def loss_of(network: Network, batch: Batch, weights: Tensor) -> Tensor:
    """The loss of a batch; ``weights`` are the statuses'."""
    first = network.read(batch.ids, batch.features, batch.mask)
    loss = torch.zeros((), device=batch.ids.device)
    if batch.events is not None:
        loss = loss + _event_loss(network, batch, first, batch.events, weights)
    if batch.cues is not None:
        loss = loss + _cue_loss(network, batch, first, batch.cues)
    if batch.pointers is not None:
        loss = loss + POINTER_WEIGHT * _pointer_loss(first, batch.pointers)
    if batch.opinions is not None:
        loss = loss + _opinion_loss(network, batch, first, batch.opinions)
    return loss


def _cross(logits: Tensor, labels: Tensor, reduction: str = "mean") -> Tensor:
    return functional.cross_entropy(
        logits.float().reshape(-1, logits.shape[-1]), labels.flatten(), ignore_index=UNLABELLED, reduction=reduction
    )


def _with_false(logits: Tensor, labels: Tensor, marks: Marks) -> Marks:
    """The marks, and after them the words that the first reading takes for triggers and gold does not."""
    likely = (1.0 - logits.detach().float().softmax(-1)[..., 0]) * (labels == 0)
    values, places = likely.flatten().topk(min(NEGATIVES, likely.numel()))
    places = places[values > DOUBTFUL]
    width = labels.shape[1]
    at = functional.one_hot(places % width, width)
    return Marks(torch.cat([marks.rows, places // width]), torch.cat([marks.at, at]))


def _as_seen(logits: Tensor, labels: Tensor, marks: Marks) -> Marks:
    """The marks, some of them as long or short as the first reading has them, if it sees anything there."""
    coded = labels[marks.rows] != UNLABELLED
    likely = (1.0 - logits.detach().float().softmax(-1)[marks.rows, :, 0]) > PROPOSE
    seen = (marks.at > 0) & likely
    for _ in range(LONGEST_CUE):
        around = functional.pad(seen, (1, 1))
        seen = (seen | around[:, 2:] | around[:, :-2]) & (likely | ~coded)
    seen = seen & likely & coded
    taken = seen.any(1) & (torch.rand(len(seen), device=seen.device) > SURE)
    return Marks(marks.rows, torch.where(taken[:, None], seen.long(), marks.at))


def _event_loss(network: Network, batch: Batch, first: First, aims: EventAims, weights: Tensor) -> Tensor:
    """Triggers, then every event and the likeliest false ones."""
    loss = _cross(first.triggers, aims.labels)
    known = len(aims.types)
    marks = _with_false(first.triggers, aims.labels, aims.marks)
    if not len(marks.rows):
        return loss
    frames = network.reread(first.states[marks.rows], batch.mask[marks.rows], marks.at)
    types = functional.pad(aims.types, (0, len(marks.rows) - known))
    loss = loss + _cross(frames.types, types)
    if not known:
        return loss
    loss = loss + functional.cross_entropy(frames.statuses[:known].float(), aims.statuses, weight=weights)
    loss = loss + MODE_WEIGHT * _cross(frames.modes[:known], aims.modes)
    roles = frames.roles[:known].unflatten(-1, (len(ROLES), 3))
    loss = loss + _cross(roles, aims.roles, "sum") / (ROLE_WORDS * known)
    if len(aims.sectors):
        seen = (aims.sector_at[:, :, None] * frames.sectors[aims.sector_rows].float()).sum(1)
        loss = loss + SECTOR_WEIGHT * _cross(seen, aims.sectors)
    return loss


def _cue_loss(network: Network, batch: Batch, first: First, aims: CueAims) -> Tensor:
    """Cues, then every statement, and the likeliest false cues."""
    loss = CUE_WEIGHT * _cross(first.cues, aims.labels)
    known = len(aims.parts)
    marks = _with_false(first.cues, aims.labels, _as_seen(first.cues, aims.labels, aims.marks))
    if not len(marks.rows):
        return loss
    parts, genuine = network.hear(first.states[marks.rows], batch.mask[marks.rows], marks.at)
    are = (torch.arange(len(marks.rows), device=parts.device) < known).long()
    loss = loss + _cross(genuine, are)
    if not known:
        return loss
    heard = parts[:known].unflatten(-1, (len(CITED), 3))
    return loss + _cross(heard, aims.parts, "sum") / (CITED_WORDS * known)


def _pointer_loss(first: First, aims: PointerAims) -> Tensor:
    """Minus the log-probability of all that is right, among the candidates and none of them, which counts 0."""
    vectors = first.likeness[aims.rows].float()
    ask = torch.einsum("qp,qpd->qd", aims.mention, vectors[:, :, 0])
    tell = torch.einsum("qcp,qpd->qcd", aims.candidates, vectors[:, :, 1])
    scores = torch.einsum("qd,qcd->qc", ask, tell) / ask.shape[-1] ** 0.5
    scores = torch.cat([scores.new_zeros(len(scores), 1), scores.masked_fill(aims.there == 0, -1e4)], dim=1)
    right = scores.masked_fill(aims.right == 0, -1e4)
    return (scores.logsumexp(1) - right.logsumexp(1)).mean()


def _soft(logits: Tensor, aim: Tensor) -> Tensor:
    """Cross-entropy less the aim's own entropy, over the last axis."""
    return functional.kl_div(logits.float().log_softmax(-1), aim, reduction="none").sum(-1)


def _opinion_loss(network: Network, batch: Batch, first: First, aims: EventOpinions) -> Tensor:
    coded = batch.coded.float()
    loss = (_soft(first.triggers, aims.triggers) * coded).sum() / coded.sum()
    rows = aims.marks.rows
    if not len(rows):
        return loss
    frames = network.reread(first.states[rows], batch.mask[rows], aims.marks.at)
    sure = 1.0 - aims.types[:, 0]
    loss = loss + _soft(frames.types, aims.types).mean()
    loss = loss + (_soft(frames.statuses, aims.statuses) * sure).mean()
    loss = loss + MODE_WEIGHT * (_soft(frames.modes, aims.modes) * sure).mean()
    roles = _soft(frames.roles.unflatten(-1, (len(ROLES), 3)), aims.roles) * coded[rows][:, :, None]
    loss = loss + (roles.sum((1, 2)) * sure).mean() / ROLE_WORDS
    parties = (1.0 - aims.roles[:, :, :2, 0]).sum(-1) * coded[rows] * sure[:, None]
    sectors = _soft(frames.sectors, aims.sectors) * parties
    return loss + SECTOR_WEIGHT * sectors.sum() / parties.sum().clamp(min=1.0)
