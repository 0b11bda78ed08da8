//! The real binary, from outside: its doors, its command line, and clients of other people.

mod home;
mod http;
mod server;
mod written;

mod clients;
mod command_line;
mod crash;
mod demo;
mod pages;
mod rpc;
mod seam;
