"""Work on other people's files in child processes, under limits of memory and time, which end with docproc.

A file is hostile until it is read. The libraries that read it cannot be interrupted and take what memory they
find, so whatever opens one runs in a child (`call.py`), which

- has private memory up to a limit (`limits.py`), and is ended when it and what it started (Tesseract) together
  hold more than that (`tree.py`);
- is ended when a page takes too long; reading says by `clock.py` when it begins another;
- ends when its parent ends, with all that it started, however the parent was ended (`guard.py`);
- cannot reach another machine (`network.py`);
- keeps passing files in a folder that is taken away with it, or by the next run (`temporary.py`).
"""
