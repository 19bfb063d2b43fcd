"""How dates are written where Django itself would write them the American way."""
