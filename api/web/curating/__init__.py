"""What curators do in the browser: they sign in, and decide. The one room of the web from which something is written."""
