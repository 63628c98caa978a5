from tests.complaints.conftest import user, ward

__all__ = ["user", "ward"]
