"""The document for the board or the public: what it tells, and the formats that it is written in."""
