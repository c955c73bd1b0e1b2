"""The office put together: settings, addresses, the server. Thin on purpose."""
