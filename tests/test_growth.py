"""What guards the speed of others bites where everything looks at everything, and only there."""

from tests.growth import STEEP, growth


def test_work_in_proportion_is_not_steep() -> None:
    assert growth(lambda size: sum(number % 7 for number in range(size)), 20_000) < STEEP


def test_everything_looking_at_everything_is_steep() -> None:
    def pairs(size: int) -> int:
        return sum(one < other for one in range(size) for other in range(size))

    assert growth(pairs, 50) > STEEP
