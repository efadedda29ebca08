"""Files that hurt: every image that broke a decoder, a limit or a peer, made here so that none need be kept."""
