"""The pages of a letter's file: turned, put in another order, cut apart where another letter begins."""
