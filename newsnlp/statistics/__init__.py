"""A quantity becomes a statistic: its item, change, time and period."""
