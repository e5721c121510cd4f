"""What IRIS and its clients exchange: specifications, samples, people and questions."""
