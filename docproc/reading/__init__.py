"""Pages become words with boxes: from the text layer where it is good, else from the image, with the reason.

Begin at `read`, which walks through all of it. `source` decides for each page between layer and image. A layer is
set upright (`directions`), and that of a scan compared with its image (`confirmed`). An image is turned `upright`
and read by several readers: `tesseract` first (`hocr` is its answer, `seen` the letters it hesitated over),
others behind `recogniser` (`own`, which is shown `strips` of lines, `ctc`; `frames` makes words of what they
tell, `networks` is the one door to onnxruntime). `combine` asks one after the other:
`doubtful` is what is shown to the next, on a `sheet`, with ink that was passed over (`unread`); `align` brings
together by place what they saw, `decide` chooses word by word, by `looks` and language (`search`). Then
`overlays` puts words of form fields into their blanks, `tables` reads ruled tables row by row (`serials` are
their running numbers), `order` puts lines in reading order, `noise` sets specks aside. A `second_look` is taken
at stamps and signatures, `figures` reads number and date written by hand, `stamps` those of urgency and secrecy.
The room `linefinder/` finds the lines of a page without reading them, for a reader of whole lines.
"""
