import pytest
from hypothesis import given
from hypothesis import strategies as st

from soi.core.places import coarse, distance_m, inside

SQUARE = [(16.00, 108.23), (16.00, 108.26), (16.03, 108.26), (16.03, 108.23)]
# A ward around a lake: the notch in the middle is not the ward's.
NOTCHED = [(0, 0), (0, 4), (4, 4), (4, 3), (1, 2), (4, 1), (4, 0)]

points = st.tuples(st.floats(-89, 89), st.floats(-179, 179))


@pytest.mark.parametrize(
    ("point", "outline", "is_inside"),
    [
        ((16.01, 108.24), SQUARE, True),
        ((16.04, 108.24), SQUARE, False),
        ((16.00, 108.24), SQUARE, True),  # on the edge
        ((16.03, 108.26), SQUARE, True),  # on the corner
        ((3.0, 2.0), NOTCHED, False),
        ((3.0, 0.5), NOTCHED, True),
        ((0.5, 2.0), NOTCHED, True),
        ((16.01, 108.24), [], False),
        ((16.01, 108.24), [(16.01, 108.0)], False),
    ],
)
def test_a_point_is_inside_an_outline_or_not(point, outline, is_inside):
    assert inside(point, outline) is is_inside


def test_a_hundredth_of_a_degree_north_is_eleven_hundred_metres():
    assert distance_m((16.0, 108.0), (16.01, 108.0)) == pytest.approx(1112, abs=1)


@given(points, points)
def test_a_way_is_as_long_there_as_back(one, other):
    assert distance_m(one, other) == pytest.approx(distance_m(other, one))
    assert distance_m(one, one) == 0


@given(st.floats(-180, 180))
def test_the_public_place_is_within_a_hundred_metres_and_never_a_household(degrees):
    assert abs(coarse(degrees) - degrees) <= 0.0005 + 1e-9
    assert coarse(degrees) == round(coarse(degrees), 3)
