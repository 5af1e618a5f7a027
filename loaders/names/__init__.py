"""What printed names stand for: bodies, people and places, by rules, a register, a gazetteer and judgements."""
