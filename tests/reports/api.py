"""What a program sends to the interface, and where."""

REPORTS = "/api/v1/reports"
RECEIPT = "/api/v1/receipt"
TEXT = "Nap cong vo truoc cong truong Ban Mai Mau, tre em di qua de te"
GOOD = {"kind": "phan_anh", "text": TEXT}


def by(code):
    """Return the headers that open what a receipt code opens."""
    return {"Soi-Receipt-Code": code}
