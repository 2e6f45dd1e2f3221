"""Units side by side: expected variation, standardisation, and which of many signals comes first."""
