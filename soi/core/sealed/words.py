"""Names made of random words: nothing in them counts, and a person can say them aloud."""

# 128 plain words, without marks so that any keyboard types them; seven bits each.
_WORDS = (
    "am an ao ba bac ban bang banh bao bap ben bien binh bo bong bot buom but cam canh cao cat "
    "cau cay che chieu chim chuoi co com cua cuoi da dao dau day den dep dia dieu do doi dong "
    "dua duong ech gao gio giay gom gung hai hoa ho hom hong huong im ke keo khe khoai kim la "
    "lan lang lau len lua luoi mai man may mat mau me mia mit moc mong mua mui muoi nam nang ngo "
    "ngoi nho non nuoc oc ong phao phin phuong qua quat que rang rau rieng ruong sang sao sen "
    "soi song sua suoi tam tao thac than thu thung tiem tim trang tre tu tuoi vai vang "
    "voi vuon xanh xoai xuan"
).split()
WORDS = tuple(_WORDS)
COUNT = 8  # words of seven bits: 56 bits


def words(source: bytes) -> str:
    """Return the eight words that 7 random bytes stand for.

    Raises: ValueError, where there are fewer.
    """
    if len(source) < COUNT * 7 // 8:
        raise ValueError(f"{len(source)} bytes are too few")
    number = int.from_bytes(source[:7])
    return "-".join(WORDS[number >> 7 * place & 127] for place in range(COUNT))
