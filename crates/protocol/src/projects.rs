//! Projects and their tasks.

mod add_project_message;
mod add_project_task;
mod create_project;
mod delete_project_task;
mod end_task_timer;
mod get_project;
mod get_projects;
mod start_task_timer;
mod update_project;
mod update_project_task;

pub use add_project_message::*;
pub use add_project_task::*;
pub use create_project::*;
pub use delete_project_task::*;
pub use end_task_timer::*;
pub use get_project::*;
pub use get_projects::*;
pub use start_task_timer::*;
pub use update_project::*;
pub use update_project_task::*;
