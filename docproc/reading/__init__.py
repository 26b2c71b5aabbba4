"""Pages become words with boxes: from the text layer where it is good, else from the image, with the reason.

Begin at `read`, which walks through all of it. `source` decides for each page between layer and image. A layer is
set upright (`directions`), and that of a scan compared with its image (`confirmed`). An image is turned `upright`
and read by several readers, which `combine` asks one after the other. The first is `tesseract` (`hocr` is its
answer, `seen` the letters it hesitated over), or, when it is handed in and the page is understood, the network of
our own (`own`), which is shown `strips` of the lines that the room `linefinder/` finds (`found_lines`).
The next ones stand behind `recogniser` (`frames` makes words of what networks tell, `networks` is the one door to
onnxruntime): `doubtful` is what is shown to them, on a `sheet`, with ink that was passed over
(`unread`). `align` brings together by place what they saw, `decide` chooses word by word, by `looks` and language
(`search`). Then
`overlays` puts words of form fields into their blanks, `tables` reads ruled tables row by row (`serials` are
their running numbers), `order` puts lines in reading order, `noise` sets specks aside. A `second_look` is taken
at stamps and signatures, `figures` reads number and date written by hand, `stamps` those of urgency and secrecy.
"""
