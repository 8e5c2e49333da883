"""The loader of congress-legislators: members of Congress, presidents, vice presidents and committees."""
