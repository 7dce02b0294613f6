"""The workbench: the verbs over HTTP, and the pages that call them."""
