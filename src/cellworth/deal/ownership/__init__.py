"""Who owns, who controls, who only votes: before a deal and after."""
