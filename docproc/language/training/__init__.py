"""Makes what repair needs from plain text, with fixed seeds: `corpus` is the text, of which a share is held back.

The language model (`build`): `counts` of sequences, smoothed by `kneser_ney`, and `capitals`. The confusion model
(`learn`): `pages` are printed, scanned and read wrongly, `align` lays read text beside the true one, `noise`
makes the damage of other engines.
"""
