"""What a PDF or a picture would cost, found before it is unpacked or drawn; a slow page is tried."""
