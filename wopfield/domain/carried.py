"""The ways an exchange is carried."""

SERVER, LAPTOP, STICK = "server", "laptop", "stick"
