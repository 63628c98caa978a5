"""What a filing means, learnt from labelled texts and applied without any library.

The weights are data: the floor above reads their file and hands the bytes in.
"""
