"""Words: what things are called in four languages, how text is compared, how amounts and dates are written, what is said."""
