"""The pages of a letter's file (`routes`): turned, put in order, cut apart where another letter begins."""
