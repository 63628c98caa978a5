"""What a program sends to the interface, and where."""

REPORTS = "/api/v1/reports"
TEXT = "Nap cong vo truoc cong truong Ban Mai Mau, tre em di qua de te"
GOOD = {"kind": "phan_anh", "text": TEXT}
