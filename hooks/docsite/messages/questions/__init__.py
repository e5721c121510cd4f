"""What only IRIS can answer, as data: the questions, where pages print their readings, and what is made of them."""
