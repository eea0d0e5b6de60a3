"""Figures brought in and taken out: files of utility-years, spreadsheets, and what programs are answered."""
