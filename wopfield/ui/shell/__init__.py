"""The parts of the window around the screens: rail, header, tabs, overlays."""
