// Nothing is called from Swift: the module is linked for its `main` alone.
