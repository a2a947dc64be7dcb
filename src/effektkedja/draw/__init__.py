"""The chain as a picture: what is drawn, where each thing stands, and the formats."""
