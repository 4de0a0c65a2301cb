"""SQL over personal rows. Only `dialonce.vault` may import this package (import contract "One door")."""
