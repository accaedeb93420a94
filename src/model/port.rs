//! Declared ports.

/// Transport protocol of a port.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Protocol {
    /// The default.
    #[default]
    Tcp,
    /// UDP.
    Udp,
    /// SCTP.
    Sctp,
}

/// One entry of `ports`. It documents; it opens and closes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Port {
    /// `name`, if given.
    pub name: Option<String>,
    /// `containerPort`.
    pub container_port: u16,
    /// `protocol`.
    pub protocol: Protocol,
    /// `hostPort`: the port of the node that leads here.
    pub host_port: Option<u16>,
    /// `hostIP`: the address of the node that `hostPort` is bound to; all of them if absent.
    pub host_ip: Option<String>,
}
