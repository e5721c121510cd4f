"""What the site offers besides its pages: search, Markdown, printing, feed, policy, archives."""
